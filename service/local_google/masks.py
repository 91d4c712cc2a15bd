"""The `fields` inside requests: which members of an object a request changes."""

from service.local_google import discovery, fields
from service.local_google.errors import Json, invalid
from service.local_google.fields import Mask


def mask_of(body: Json, schema: str) -> Mask:
    """The `fields` of a request, which may not be left out."""
    text = body.get("fields") or ""
    if not text:
        raise invalid("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    mask = fields.parse(text, dots=True)
    discovery.load().apis["sheets"].schemas.check_mask(mask, {"$ref": schema})
    return mask


def masked(old: Json, new: Json, mask: Mask) -> Json:
    """`old` with what the mask names taken from `new`; what `new` lacks is cleared."""
    if not mask or "*" in mask:
        return dict(new)
    result = dict(old)
    for name, below in mask.items():
        if below:
            result[name] = masked(old.get(name) or {}, new.get(name) or {}, below)
        elif new.get(name) is None:
            result.pop(name, None)
        else:
            result[name] = new[name]
    return result
