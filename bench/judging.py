"""How fast folders are judged from Drive's metadata, and how long a thumbnail takes: `python bench/judging.py`.

One core; the targets are 2,000 event folders a second and 10 ms a thumbnail.
"""

import io
import random
from collections.abc import Callable
from time import process_time

from PIL import Image, ImageDraw

from drive_sync.event_card import event_card
from drive_sync.facts import FOLDER, DriveFile
from drive_sync.folder_names import School
from drive_sync.folders import event_folder, place
from drive_sync.likeness import look
from drive_sync.rules import RULES, Limits, findings_of, verdict_of
from drive_sync.wording import Language

OWN = School("PTDTBT THCS Pu Nhi", ("THCS Pu Nhi", "Pu Nhi"))
OTHERS = tuple(
    School(f"TH&THCS {name}", (name,)) for name in ("Na Son", "Keo Lôm", "Phì Nhừ", "Chiềng Sơ", "Mường Luân")
)
ACTIVITIES = (
    "Khai giảng",
    "20-11",
    "Trung thu",
    "Lao động vệ sinh",
    "Hội khỏe Phù Đổng",
    "Ngày pháp luật 9-11",
    "Tháng 11",
)
FOLDERS, FILES, THUMBNAILS = 5_000, 10, 200


def mirror() -> dict[str, DriveFile]:
    """A root with event folders of ten files: eight photos, one from Zalo among them, and two films."""
    chance = random.Random(1)
    files = {"root": DriveFile("root", "Truyền thông", FOLDER)}
    for number in range(FOLDERS):
        folder = f"folder{number}"
        school = chance.choice(("PTDTBT THCS Pu Nhi_", "THCS Pu Nhi ", ""))
        files[folder] = DriveFile(folder, f"{school}{chance.choice(ACTIVITIES)} lần {number}", FOLDER, "root")
        for at in range(FILES):
            file_id, zalo = f"{folder}-{at}", at == FILES - 3
            name = f"z46612345678{at:02}_{number:032x}.jpg" if zalo else f"IMG_20230905_07{at:02}15.jpg"
            if at >= FILES - 2:
                files[file_id] = DriveFile(
                    file_id,
                    f"VID_{at}.mp4",
                    "video/mp4",
                    folder,
                    size=9,
                    md5=file_id,
                    width=1280,
                    height=720,
                    seconds=40,
                )
            else:
                files[file_id] = DriveFile(
                    file_id,
                    name,
                    "image/jpeg",
                    folder,
                    size=4_000_000,
                    md5=file_id,
                    width=1280 if zalo else 4000,
                    height=960 if zalo else 3000,
                    camera=None if zalo else "samsung SM-A546E",
                    taken_at=None if zalo else f"2023:09:05 07:{at:02}:15",
                )
    return files


def thumbnails() -> list[bytes]:
    """Pictures of 640x480 as Drive sends them."""
    made = []
    for seed in range(THUMBNAILS):
        chance = random.Random(seed)
        image = Image.new("RGB", (640, 480), "grey")
        for _ in range(120):
            x, y = chance.randrange(640), chance.randrange(480)
            colour = tuple(chance.randrange(256) for _ in range(3))
            ImageDraw.Draw(image).rectangle((x, y, x + chance.randrange(90), y + chance.randrange(90)), fill=colour)
        file = io.BytesIO()
        image.save(file, "JPEG", quality=80)
        made.append(file.getvalue())
    return made


def seconds(work: Callable[[], object]) -> float:
    """The best of three, in seconds of the processor: others may be at work on the machine."""
    best = float("inf")
    for _ in range(3):
        began = process_time()
        work()
        best = min(best, process_time() - began)
    return best


def main() -> None:
    files = mirror()
    placed = list(place(files, ["root"]).values())
    events = [event_folder(one, OWN, OTHERS) for one in placed]
    limits = Limits()

    def judge_all() -> None:
        for one in placed:
            verdict_of(findings_of(RULES, event_folder(one, OWN, OTHERS), limits))

    def rules_only() -> None:
        for event in events:
            verdict_of(findings_of(RULES, event, limits))

    def cards() -> None:
        for event in events:
            event_card(event, Language.VI)

    for name, work in (("name read and judged", judge_all), ("rules alone", rules_only), ("event cards", cards)):
        print(f"{name:>22}: {FOLDERS / seconds(work):>8,.0f} event folders/s ({FILES} files each)")
    pictures = thumbnails()
    taken = seconds(lambda: [look(Image.open(io.BytesIO(data))) for data in pictures])
    print(f"{'thumbnail looked at':>22}: {taken / THUMBNAILS * 1000:>8.1f} ms")


if __name__ == "__main__":
    main()
