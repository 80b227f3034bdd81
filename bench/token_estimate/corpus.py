#!/usr/bin/env python3
"""Gathers texts of many kinds from this machine, for fit.py: one JSON object a line, {kind, held_out, text}.

Nothing is downloaded: the texts are what a Debian system has in /usr/share and /usr/lib, this repository's own,
and generated digits. Whole files are held out or not, by a hash of their path.
"""
import argparse, base64, gettext, gzip, hashlib, json, os, random, re, uuid

LANGUAGES = {
    "german": ["de"], "french": ["fr"], "spanish": ["es"], "russian": ["ru", "uk", "bg", "sr"], "greek": ["el"],
    "other latin": ["it", "pt", "pt_BR", "nl", "sv", "pl", "cs", "hu", "tr", "vi", "fi", "hr", "lt", "ro", "da", "id"],
    "arabic": ["ar", "fa"], "hebrew": ["he"], "indic": ["hi", "mr", "bn", "ta", "gu"], "thai": ["th"],
    "georgian": ["ka"], "chinese": ["zh_CN", "zh_TW"], "japanese": ["ja"], "korean": ["ko"],
}
FILES = {
    "english": r"/usr/share/(common-licenses/|perl/.*\.pod$|vim/.*/doc/.*\.txt$|doc/.*/(README|NEWS)[^/]*$|man/man\d/)",
    "markdown": r"\.md$",
    "c++": r"(^/usr/include/.*\.(h|hpp)|/(src|tests|include)/.*\.[ch]pp)$",
    "python": r"^/usr/lib/python3.*\.py$",
    "javascript": r"\.(js|ts)$",
    "shell, perl": r"^/(usr/share/perl.*\.p[lm]|usr/bin/[^/]*|etc/init\.d/.*|.*\.sh)$",
    "json": r"\.jsonl?$",
    "html, xml": r"\.(svg|xml|html)$",
    "logs": r"^/var/log/.*\.log$|/CMakeFiles/.*\.log$|^/usr/share/zoneinfo/.*\.(tab|zi)$",
}
MOST_OF_A_KIND = 900


def all_files(roots):
    found = []
    for root in roots:
        for folder, folders, names in os.walk(root):
            folders[:] = [each for each in folders if each not in (".git", "gpt-tokenizer")]
            found += [os.path.join(folder, name) for name in names]
    found.sort()
    random.shuffle(found)
    return [path for path in found if os.path.isfile(path) and 500 < os.path.getsize(path) < 4_000_000]


def read(path):
    try:
        with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
            text = file.read(400_000).decode()
    except (OSError, EOFError, UnicodeDecodeError):
        return ""
    if "\0" in text or max(map(len, text.split("\n"))) > 5000:
        return ""
    return without_macros(text) if "/man/" in path else text


def without_macros(text):
    """A manual page as prose."""
    lines = []
    for line in text.split("\n"):
        macro = re.match(r"[.'](?:BR?|IR?|SM|SH|SS|IP|TP)\s+(.*)", line)
        if macro:
            lines.append(macro[1].replace('"', ""))
        elif not line.startswith((".", "'")):
            lines.append(line)
    text = re.sub(r"\\f(?:[A-Z]|\(..|\[\w*\])|\\\[\w+\]|\\&", "", "\n".join(lines))
    return re.sub(r"\\\(..", "", text.replace(r"\-", "-").replace(r"\(aq", "'").replace(r"\e", "\\"))


def messages(path):
    """The translated messages of a catalogue."""
    try:
        with open(path, "rb") as file:
            catalogue = gettext.GNUTranslations(file)._catalog
    except (OSError, ValueError, LookupError, AttributeError):
        return ""
    texts = [new for old, new in catalogue.items()
             if isinstance(old, str) and old and isinstance(new, str) and new != old and len(new) > 25]
    random.shuffle(texts)
    return random.choice(["\n", " ", "\n\n"]).join(texts[:2000])


def spaced(text):
    """The same with much white space."""
    style = random.randrange(4)
    if style == 0:
        return text.replace("\n", "\n\n")
    if style == 1:
        return "\n".join(" " * 8 * random.randrange(1, 4) + line for line in text.split("\n"))
    if style == 2:
        return "\n".join("   ".join(word.ljust(random.choice([12, 16, 20])) for word in line.split())
                         for line in text.split("\n"))
    return text.replace("    ", "\t\t")


def numbers(style):
    row = [
        lambda: ",".join(str(random.randrange(10 ** random.randrange(1, 9))) for _ in range(6)),
        lambda: ", ".join(f"{random.random() * 10 ** random.randrange(4):.{random.randrange(1, 7)}f}" for _ in range(5)),
        lambda: "\t".join(str(random.randrange(100_000)) for _ in range(8)),
        lambda: f"2024-{random.randrange(1, 13):02}-{random.randrange(1, 29):02} {random.randrange(24):02}:"
                f"{random.randrange(60):02}:{random.randrange(60):02} {random.randrange(10_000)} {random.random():.3f}",
        lambda: "[" + ",".join(f"{random.uniform(-1, 1):.8f}" for _ in range(8)) + "],",
    ][style % 5]
    return "\n".join(row() for _ in range(300))


def random_data(style):
    raw = random.randbytes(6000)
    if style % 3 == 0:
        return base64.b64encode(raw).decode()
    return base64.encodebytes(raw).decode() if style % 3 == 1 else base64.urlsafe_b64encode(raw).decode()


def hexadecimal(style):
    raw = random.randbytes(4000)
    if style % 2 == 0:
        return raw.hex()
    return "\n".join(str(uuid.UUID(bytes=raw[at:at + 16])) for at in range(0, 3200, 16))


def samples(text, count):
    """Stretches of 100 to 4000 bytes, short ones as often as long ones, from the begin of a line where one is near."""
    for _ in range(count):
        begin = random.randrange(max(1, len(text) - 1))
        line = text.find("\n", begin)
        if 0 <= line - begin < 200:
            begin = line + 1
        size = int(100 * 40 ** random.random())
        stretch = text[begin:begin + size].encode("utf-8", "ignore")[:size].decode("utf-8", "ignore")
        if len(stretch.encode()) >= 100:
            yield stretch


def sources(roots):
    """(kind, name, text) of everything there is."""
    files = all_files(roots)
    for kind, languages in LANGUAGES.items():
        codes = "|".join(languages)
        pages, catalogues = re.compile(f"/man/({codes})/"), re.compile(f"/({codes})/LC_MESSAGES/.*\\.mo$")
        for path in [path for path in files if pages.search(path)][:160]:
            yield kind, path, read(path)
        for path in [path for path in files if catalogues.search(path)][:200]:
            yield kind, path, messages(path)
    for kind, pattern in FILES.items():
        for path in [path for path in files if re.search(pattern, path)][:300]:
            yield kind, path, read(path)
    for path in [path for path in files if re.search(r"\.(py|hpp|xml|json)$", path)][:200]:
        yield "white space", path, spaced(read(path))
    for style in range(120):
        yield "numbers", f"numbers {style}", numbers(style)
        yield "base64", f"base64 {style}", random_data(style)
        yield "hexadecimal", f"hexadecimal {style}", hexadecimal(style)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("out")
    options.add_argument("roots", nargs="*", default=["/usr", "/etc", "/var/log", "."])
    chosen = options.parse_args()
    random.seed(7)
    kinds = {}
    for kind, name, text in sources(chosen.roots):
        held_out = hashlib.md5(name.encode()).digest()[0] % 2 == 1
        kinds.setdefault(kind, []).extend({"kind": kind, "held_out": held_out, "text": each}
                                          for each in samples(text, 6) if text)
    with open(chosen.out, "w") as file:
        for kind, found in kinds.items():
            random.shuffle(found)
            for each in found[:MOST_OF_A_KIND]:
                file.write(json.dumps(each) + "\n")


main()
