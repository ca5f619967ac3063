from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from crawler.cache import arrays, place, version
from crawler.reading import language_model
from crawler.reading.language_model import unpacked

NAMES = ["ones", "names"]


class Maker:
    def __init__(self):
        self.calls = 0

    def __call__(self):
        self.calls += 1
        return {"ones": np.ones(1000, np.float16), "names": np.asarray(["de", "hsb"])}


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "corpuscle"


@pytest.fixture
def make():
    return Maker()


def same(found):
    assert found["ones"].tolist() == [1.0] * 1000
    assert found["names"].tolist() == ["de", "hsb"]


def test_makes_arrays_once(cache, make):
    for _ in range(3):
        same(arrays("some", NAMES, make))
    assert make.calls == 1
    assert [path.name for path in cache.iterdir()] == ["some"]


@pytest.mark.usefixtures("cache")
def test_another_name_stands_for_other_arrays(make):
    arrays("some", NAMES, make)
    arrays("other", NAMES, make)
    assert make.calls == 2


@pytest.mark.usefixtures("cache")
def test_nobody_changes_what_all_share(make):
    arrays("some", NAMES, make)
    with pytest.raises(ValueError, match="read-only"):
        arrays("some", NAMES, make)["ones"][0] = 2


@pytest.mark.parametrize("damage", [b"", b"\x93NUMPY\x01\x00", b"no array", None])
@pytest.mark.parametrize("name", NAMES)
def test_makes_anew_what_is_damaged(cache, make, damage, name):
    arrays("some", NAMES, make)
    path = cache / "some" / f"{name}.npy"
    path.unlink() if damage is None else path.write_bytes(damage)
    same(arrays("some", NAMES, make))
    same(arrays("some", NAMES, make))
    assert make.calls == 2


def test_a_torn_array_is_damaged(cache, make):
    arrays("some", NAMES, make)
    path = cache / "some" / "ones.npy"
    path.write_bytes(path.read_bytes()[:-100])
    same(arrays("some", NAMES, make))
    assert make.calls == 2


def test_does_without_where_nothing_can_be_written(cache, make):
    cache.write_text("a file stands here")
    for _ in range(2):
        same(arrays("some", NAMES, make))
    assert make.calls == 2


def test_does_without_where_nobody_is_at_home(monkeypatch, make):
    def nowhere():
        raise RuntimeError

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", nowhere)
    same(arrays("some", NAMES, make))


def test_a_relative_place_is_no_place(monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", "here")
    assert place() == Path.home() / ".cache" / "corpuscle"


def test_several_may_make_the_same_at_once(cache, make):
    with ThreadPoolExecutor(8) as threads:
        for found in threads.map(lambda _: arrays("some", NAMES, make), range(40)):
            same(found)
    assert [path.name for path in cache.iterdir()] == ["some"]


@pytest.mark.usefixtures("cache")
def test_a_model_out_of_the_cache_is_the_packed_one(monkeypatch):
    kept = unpacked(language_model.MODEL_DIR / language_model.MODEL_FILE)
    for _ in range(2):
        language_model.model.cache_clear()
        found = language_model.model()
        for name, array in (("moves", found.moves), ("rows", found.rows), ("numbers", found.nb_ptc)):
            assert np.array_equal(array, kept[name])
        monkeypatch.setattr(language_model, "unpacked", None)  # the second time nothing is unpacked
    language_model.model.cache_clear()


def test_another_file_is_another_version(tmp_path):
    path = tmp_path / "model"
    found = set()
    for content in (b"one", b"two", b"one, longer"):
        path.write_bytes(content)
        found.add(version(path))
    assert len(found) == 3
