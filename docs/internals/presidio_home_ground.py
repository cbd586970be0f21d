"""Writes the identifiers that Presidio's pattern recognisers are made for, as a file of samples.

    python presidio_home_ground.py --output FILE [--seed NUMBER] [--each COUNT]

Values are drawn from the recognisers' own patterns and kept if the recogniser, checksum and all,
reports the whole value; telephone numbers are the examples of its library. Dates are left out: most
dates in a record are not of birth. The file has the format that `presidio_comparison.py` reads.
Its groups: L is the value after the name of its type, B the bare value of which Presidio is sure
(a score of 0.4 or more), W a bare value that it takes for a weak hint.
Exit code 1: the file exists or a package is missing.
"""

import argparse
import json
import logging
import random
import re
import sys

from presidio_comparison import Fault, every, stay_offline

DRAWS = 2000  # of each pattern; a checksum of two digits lets one in a hundred through
SURE = 0.4
SHORTEST = 5  # letters and digits; the pattern of addresses of networks takes `::` for one
GIVEN = {  # what chance does not find: checksums of 32 bits, domains that exist, lengths by country
    "CryptoRecognizer": ["1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"],
    "EmailRecognizer": ["first.last@example.com", "info@example.org"],
    "IbanRecognizer": ["DE89 3704 0044 0532 0130 00", "GB29NWBK60161331926819"],
    "UrlRecognizer": ["https://www.example.com/patients/12", "example.org/p/7", "www.example.net"],
}


def score(recognizer, text):
    """The score of the whole text, 0 if only a part of it is reported."""
    found = recognizer.analyze(text, recognizer.supported_entities, None)
    return max((each.score for each in found if each.end - each.start == len(text)), default=0)


def phones(recognizer):
    """Example numbers of the recogniser's regions as they are written there and abroad."""
    import phonenumbers

    forms = phonenumbers.PhoneNumberFormat
    for region in recognizer.supported_regions:
        number = phonenumbers.example_number(region)
        for form in (forms.NATIONAL, forms.INTERNATIONAL):
            yield phonenumbers.format_number(number, form)


def matches(recognizer, generator, each):
    """Up to `each` texts of every pattern that Python's own expressions can read."""
    for pattern in recognizer.patterns:
        kept = 0
        for _ in range(DRAWS):
            try:
                drawn = generator.xeger(pattern.regex.replace("(?i)", ""))
            except re.error:
                break
            text = " ".join(drawn.split())
            if sum(map(str.isalnum, text)) >= SHORTEST and score(recognizer, text) > 0:
                yield text
                kept += 1
            if kept == each:
                break


def samples(recognizer, generator, each):
    """Rows of group, type and text; of what has patterns, at most `each` values of one."""
    if hasattr(recognizer, "supported_regions"):
        texts = phones(recognizer)
    else:
        texts = GIVEN.get(recognizer.name) or matches(recognizer, generator, each)
    kind = recognizer.supported_entities[0]
    for text in dict.fromkeys(texts):
        if value := score(recognizer, text):
            yield "B" if value >= SURE else "W", kind, text
            yield "L", kind, f"{kind.replace('_', ' ')}: {text}"


def is_of_dates(recognizer):
    return recognizer.supported_entities == ["DATE_TIME"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--output", required=True, help="a new file")
    parser.add_argument("--seed", type=int, default=1, help="other values")
    parser.add_argument("--each", type=int, default=2, help="how many of a pattern")
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    try:
        from rstr import Rstr

        stay_offline()
        recognizers = [each for each in every(supported_language="en") if not is_of_dates(each)]
    except ImportError as error:
        raise Fault(f"{error}; pip install presidio-analyzer spacy rstr") from error
    try:
        with open(options.output, "x", encoding="utf-8") as file:
            file.write("group\tkind\ttext\tright value\n")
            for recognizer in recognizers:
                generator = Rstr(random.Random(f"{options.seed} {recognizer.name}"))
                rows = list(samples(recognizer, generator, options.each))
                for group, kind, text in rows:
                    file.write(f"{group}\t{kind}\t{json.dumps(text)}\tblocked\n")
                if not rows:
                    print(f"nothing drawn: {recognizer.name}")
    except OSError as error:
        raise Fault(f"{options.output}: {error}") from error


if __name__ == "__main__":
    try:
        main()
    except Fault as fault:
        print(fault, file=sys.stderr)
        sys.exit(1)
