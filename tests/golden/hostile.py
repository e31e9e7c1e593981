"""Writes hostile_links.json: 500 texts that nobody should put behind a `#`, to be decoded by the core, natively and in WebAssembly.

python3 tests/golden/hostile.py > tests/golden/hostile_links.json   (Python 3.11; its own seeded generator, so the file stays as it is)
"""

import json
import random

RANDOM = random.Random(20261127)

BY_HAND = [
    "", "#", "##", "&", "=", "&&&", "===", "%", "%%", "%2", "%zz", "%00", "%F0%9F", "%C0%AF", "%ED%A0%80", "v", "v=", "v=0", "v=-1",
    "v=1e400", "v=2&v=1", "v=1.0", "lr", "lr=", "lr==0.1", "lr=0,1", "lr=0x10", "lr=1e-400", "lr=1e999", "lr=-0", "lr=+0.1", "lr= 0.1",
    "lr=٣", "lr=１", "lr=NaN", "lr=inf", "lr=null", "lr=[0.1]", "lr={}", "lr=0.1&lr=x", "lr=x&lr=0.1", "layers=-1", "layers=2.5",
    "layers=1e2", "layers=0100", "layers=4294967296", "layers=18446744073709551616", "width=0", "width=65", "widths=-", "widths=1--2",
    "widths=" + "9-" * 400, "widths=16-8-4-x", "seed=-1", "seed=4294967296", "data=", "data=Circle", "data=circle%00", "data=own",
    "data=__proto__", "data=constructor", "data=toString", "skip=on", "loss=softmax_ce&data=circle", "loss=bce_logits", "n=15", "n=2001",
    "noise=1.0001", "flip=0.51", "train=0", "train=1", "step=-1", "step=1000001", "step=1e6", "events=", "events=,", "events=:", "events=::",
    "events=5", "events=5:", "events=5:lr", "events=5:lr:", "events=5:lr:0", "events=5:lr:1:1", "events=-5:lr:1", "events=5:drop:1",
    "events=5:drop:1:2:3", "events=5:drop:NaN:0", "events=9:lr:1,5:lr:1", "events=5:w", "events=5:w:1", "events=5:w:-1:0",
    "events=5:w:1e9:0", "events=5:w:4294967296:0", "events=5:w:0:101", "events=5:test:1", "events=test", "events=5:exec:rm",
    "events=" + "5:test," * 200, "events=" + "5:lr:1," * 33, "branches=", "branches=,", "branches=@", "branches=0@0", "branches=5@1",
    "branches=0@9", "branches=-1", "branches=5:", "branches=5:lr", "branches=5:lr:", "branches=5:seed:7", "branches=5:data:circle",
    "branches=5:skip:sum", "branches=0:skip:learned", "branches=5:lr:1:lr:2", "branches=" + "0," * 9, "branches=" + "5:lr:1:" * 99,
    "branches=5:name", "branches=5:name:", "branches=5:name:%20a", "branches=5:name:a%0Ab", "branches=5:name:%E2%80%AEevil",
    "branches=5:name:<b>x</b>", "branches=5:name:" + "x" * 17, "branches=5:name:a:lr:1", "branches=5:name:%2C%3A%40", "branches=9,5@1",
    "name=", "name=%20a", "name=a%3Ab", "name=%E2%80%AEevil", "name=" + "x" * 17, "name=__proto__",
    "name=" + "%F0%9F%98%80" * 16 + "&branches=" + "5:name:abcdefgh%20bcdefgh," * 20, "exam=open", "exam=opened&data=sine", "problem=bowl&events=0:w:2:1", "problem=ravine&a=1e9", "view=hero", "depth=3",
    "<script>alert(1)</script>", "javascript:alert(1)", "\"><img src=x onerror=alert(1)>", "lang=xx", "theme=\u202e", "lr=0.1\u0000",
    "\ufeffv=1", "v=1;lr=3", "v=1&amp;lr=3", "lr=0.1#lr=2", "?lr=3", "../../etc/passwd", "lesson", "lesson=dial&lr=3",
    "x" * 5000, "x=" + "y" * 5000, "&" * 4096 + "lr=3", "lr=" + "9" * 400, "lr=0." + "0" * 400 + "1", "学" * 1500, "😀=😀", "%e5%ad%a6=1",
    "lr=%30%2e%33", "l%72=0.3", "weighta=99999999999", "weighta=16777215", "plane=weights&weighta=1&weightb=1",
]

PIECES = [
    "lr", "layers", "seed", "data", "v", "skip", "n", "events", "branches", "step", "name", "exam", "test", "w", "drop", "=", "=", "=", "&",
    "&", ":", ",", "@", "#", "%", "%2", "%F0%9F", "%00", "\0", "é", "学", "😀", "1", "0", "-", ".", "e", "999999999999999999999999", "1e-400",
    "inf", "NaN", "circle", "__proto__", "constructor", "hasOwnProperty", "<script>", "\"", "'", "\\", "\n", "\t", " ", "+", ";", "0x10",
    "\u202e", "\u200b", "\ud7ff", "\ufffd", "[", "]", "{", "}", "null", "true",
]


def drawn():
    return "".join(RANDOM.choice(PIECES) for _ in range(RANDOM.randint(1, 60)))


def main():
    texts = list(dict.fromkeys(BY_HAND))
    while len(texts) < 500:
        text = drawn()
        if text not in texts:
            texts.append(text)
    print("[\n" + ",\n".join(json.dumps(text) for text in texts[:500]) + "\n]")


main()
