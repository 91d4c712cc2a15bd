"""The rules' numbers as options: a district may ask for more, and a school may measure the thresholds on its photos.

`drive_sync.rules.Limits` says what each is compared with; here stand their bounds and their sentences.
"""

from pydantic import BaseModel, ConfigDict, Field, model_validator

from drive_sync.rules import Limits


class RuleLimits(BaseModel):
    """The numbers the rules compare with: those of Appendix 2, and those measured on labelled photos."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    least_photos: int = Field(
        default=3,
        ge=1,
        le=50,
        description="Mỗi sự kiện cần ít nhất bao nhiêu ảnh khác nhau (Phụ lục 2 mục 3). | "
        "Distinct photos that an event needs (Appendix 2, section 3).",
    )
    least_video_side: int = Field(
        default=720,
        ge=144,
        le=4320,
        description="Cạnh ngắn của video ít nhất bao nhiêu điểm ảnh (mục 4: 720p). | "
        "Least pixels of a video's short side (section 4: 720p).",
    )
    most_video_side: int = Field(
        default=1080,
        ge=144,
        le=4320,
        description="Cạnh ngắn của video nhiều nhất bao nhiêu điểm ảnh (mục 4: 1080p). | "
        "Most pixels of a video's short side (section 4: 1080p).",
    )
    shortest_video: int = Field(
        default=28,
        ge=0,
        le=3600,
        description="Video ngắn hơn chừng này giây thì góp ý (mục 4: 30 giây, bớt chút). | "
        "Seconds below which a video gets advice (section 4: 30 s, with some grace).",
    )
    longest_video: int = Field(
        default=65,
        ge=1,
        le=36000,
        description="Video dài hơn chừng này giây thì góp ý cắt cảnh (mục 4: 1 phút, thêm chút). | "
        "Seconds above which a video gets advice (section 4: 1 minute, with some grace).",
    )
    least_sharpness: float = Field(
        default=50.0,
        ge=0,
        le=10000,
        description="Độ nét dưới mức này thì ảnh “có vẻ mờ”; 0 là không góp ý. | "
        "Below this sharpness a photo “seems blurred”; 0 gives no such advice.",
    )
    least_brightness: int = Field(
        default=60,
        ge=0,
        le=255,
        description="Độ sáng (0-255) dưới mức này thì ảnh “có vẻ tối”; 0 là không góp ý. | "
        "Below this brightness (0-255) a photo “seems dark”; 0 gives no such advice.",
    )
    most_different_bits: int = Field(
        default=24,
        ge=0,
        le=98,  # of 990 pairs of different photos none differed in fewer than 99 bits
        description="Hai ảnh khác nhau không quá chừng này trong 256 dấu thì “gần giống nhau”. | "
        "Photos that differ in no more of 256 marks are “nearly the same”.",
    )

    @model_validator(mode="after")
    def _in_order(self) -> "RuleLimits":
        for least, most in (("least_video_side", "most_video_side"), ("shortest_video", "longest_video")):
            if getattr(self, least) > getattr(self, most):
                raise ValueError(
                    f"{least} = {getattr(self, least)} lớn hơn {most} = {getattr(self, most)}: "
                    f"sửa một trong hai (mend one of them: the least is more than the most)"
                )
        return self

    @property
    def as_limits(self) -> Limits:
        """The same for the rules."""
        return Limits(**self.model_dump())
