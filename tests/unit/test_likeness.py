"""Photos drawn from noise and shapes, as a thumbnail shows them; nothing real, nothing kept."""

import io
import random

import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from drive_sync.facts import Photo
from drive_sync.media.likeness import different_bits, look, near_duplicates
from drive_sync.rules import Limits

_LIMITS = Limits()


def _scene(seed, size=(640, 480)):
    chance = random.Random(seed)
    image = Image.new("RGB", size, tuple(chance.randrange(90, 200) for _ in range(3)))
    draw = ImageDraw.Draw(image)
    for _ in range(160):
        x, y, reach = chance.randrange(size[0]), chance.randrange(size[1]), chance.randrange(6, 90)
        shape = draw.ellipse if chance.random() < 0.5 else draw.rectangle
        shape((x, y, x + reach, y + reach), fill=tuple(chance.randrange(256) for _ in range(3)))
    return image


def _again_as_jpeg(image, quality=60, side=400):
    small = image.copy()
    small.thumbnail((side, side))
    file = io.BytesIO()
    small.save(file, "JPEG", quality=quality)
    return Image.open(file)


@pytest.fixture(scope="module", params=range(5))
def scene(request):
    return _scene(request.param)


def test_a_smaller_and_squeezed_copy_is_nearly_the_same(scene):
    assert different_bits(look(scene), look(_again_as_jpeg(scene))) <= _LIMITS.most_different_bits


def test_a_lighter_copy_is_nearly_the_same(scene):
    lighter = ImageEnhance.Brightness(scene).enhance(1.15)
    assert different_bits(look(scene), look(lighter)) <= _LIMITS.most_different_bits


def test_different_scenes_differ_in_many_bits():
    looks = [look(_scene(seed)) for seed in range(12)]
    pairs = [different_bits(one, other) for place, one in enumerate(looks) for other in looks[:place]]
    assert min(pairs) > 2 * _LIMITS.most_different_bits


def test_a_mirrored_photo_is_another_photo(scene):
    assert different_bits(look(scene), look(ImageOps.mirror(scene))) > _LIMITS.most_different_bits


def test_blur_is_seen_and_a_sharp_photo_is_not_called_blurred(scene):
    sharp, soft = look(scene).sharpness, look(scene.filter(ImageFilter.GaussianBlur(4))).sharpness
    assert sharp > _LIMITS.least_sharpness > soft


def test_a_blurred_background_leaves_a_photo_sharp(scene):
    behind = scene.filter(ImageFilter.GaussianBlur(8))
    behind.paste(scene.crop((160, 100, 480, 400)), (160, 100))
    assert look(behind).sharpness > _LIMITS.least_sharpness


def test_a_dark_photo_is_dark_and_a_lamp_in_the_night_does_not_change_it(scene):
    night = ImageEnhance.Brightness(scene).enhance(0.15)
    ImageDraw.Draw(night).ellipse((10, 10, 60, 60), fill="white")
    assert look(night).brightness < _LIMITS.least_brightness < look(scene).brightness


def test_of_a_small_thumbnail_sharpness_is_not_said(scene):
    assert look(scene.resize((220, 165))).sharpness is None


@pytest.mark.parametrize("size", [(1, 1), (3, 900), (900, 2), (640, 1), (2000, 1500)])
@pytest.mark.parametrize("mode", ["RGB", "L", "P", "RGBA", "1", "CMYK", "I;16"])
def test_a_picture_of_any_shape_and_mode_has_a_look(size, mode):
    seen = look(Image.new(mode, size))
    assert 0 <= seen.fingerprint < 2**256
    assert 0 <= seen.brightness <= 255


def _photos(*images, md5s=None):
    return [
        Photo(f"photo{at}", f"{at}.jpg", md5=(md5s or "abcdef")[at], look=image and look(image))
        for at, image in enumerate(images)
    ]


def test_each_copy_is_told_with_the_photo_it_repeats():
    first, other = _scene(1), _scene(2)
    pairs = near_duplicates(_photos(first, other, _again_as_jpeg(first), None), _LIMITS.most_different_bits)
    assert [(copy.name, kept.name) for copy, kept in pairs] == [("2.jpg", "0.jpg")]


def test_equal_bytes_are_counted_elsewhere():
    assert near_duplicates(_photos(_scene(1), _scene(1), md5s="aa"), _LIMITS.most_different_bits) == []


def test_two_bare_walls_are_not_called_the_same():
    walls = (Image.new("RGB", (640, 480), colour) for colour in ("white", "grey"))
    assert near_duplicates(_photos(*walls), _LIMITS.most_different_bits) == []
