"""How much of a set of identifiers Microsoft Presidio's pattern recognisers find, and what else.

    python presidio_comparison.py --identifiers FILE --innocent FILE [--threshold SCORE]...
        [--kinds] [--lines FILE]

The files are those of `tally-bench gate`: UTF-8, tab-separated, a line of titles, the last column
the right value, the one before it the text as a JSON string, the first the group.
A text counts as found if Presidio reports anything in it, at any place and of any type.
Tables are written as Markdown. Exit code 1: a file or a package is not as it should be.
"""

import argparse
import importlib.metadata
import inspect
import json
import logging
import re
import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass
from itertools import product

PACKAGES = ("presidio-analyzer", "spacy", "phonenumbers", "tldextract")
GROUPS = ("N", "H", "E", "S", "X")
# Their blank models need a segmenter of their own; the blank model of no language needs none.
NEEDS_SEGMENTER = {"ko", "th"}
BESIDE_HAN = "(?<=[\u3400-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[\u3400-\u9fff])"


class Fault(Exception):
    """What is wrong, in a sentence."""


@dataclass(frozen=True)
class Sample:
    line: int
    group: str
    kind: str
    text: str


def read(path, right):
    """The samples of a file, all of which must have `right` in the last column."""
    try:
        with open(path, encoding="utf-8", newline="") as file:
            rows = [row.rstrip("\r") for row in file.read().split("\n")]
    except (OSError, UnicodeDecodeError) as error:
        raise Fault(f"{path}: {error}") from error
    samples = []
    for line, row in enumerate(rows, 1):
        if line > 1 and row:
            samples.append(sample(f"{path}, line {line}", line, row.split("\t"), right))
    if not samples:
        raise Fault(f"{path}: no texts after the line of titles")
    return samples


def sample(place, line, columns, right):
    if len(columns) not in (3, 4):
        raise Fault(f"{place}: {len(columns)} columns instead of 3 or 4")
    if columns[-1] != right:
        raise Fault(f"{place}: the right value is not `{right}`")
    try:
        text = json.loads(columns[-2])
    except json.JSONDecodeError as error:
        raise Fault(f"{place}: not a JSON string: {error}") from error
    if not isinstance(text, str) or not text:
        raise Fault(f"{place}: not a JSON string, or an empty one")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise Fault(f"{place}: half of a surrogate pair is not text") from error
    return Sample(line, columns[0], columns[1] if len(columns) == 4 else columns[0], text)


class Analyzer:
    """Presidio with a set of recognisers; each writing of a text is analysed in each language."""

    def __init__(self, title, recognizers, writings=lambda text: {text}):
        from presidio_analyzer import AnalyzerEngine, RecognizerRegistry

        self.title = title
        self.writings = writings
        self.languages = sorted({each.supported_language for each in recognizers})
        self.count = len(recognizers)
        self.engine = AnalyzerEngine(
            registry=RecognizerRegistry(recognizers, supported_languages=self.languages),
            nlp_engine=blank_models(self.languages),
            supported_languages=self.languages,
        )

    def scores(self, text):
        """The best score of each type of entity that was found anywhere in the text."""
        best = {}
        for writing, language in product(self.writings(text), self.languages):
            for found in self.engine.analyze(writing, language):
                best[found.entity_type] = max(found.score, best.get(found.entity_type, 0))
        return best


def blank_models(languages):
    """Blank spaCy models. They have no lemmas, which Presidio compares with its context words:
    each word is made its own, or no context word would ever raise a score."""
    import spacy
    from presidio_analyzer.nlp_engine import SpacyNlpEngine
    from spacy.language import Language

    @Language.component("words_as_lemmas")
    def words_as_lemmas(document):
        for token in document:
            token.lemma_ = token.lower_
        return document

    engine = SpacyNlpEngine()
    engine.nlp = {}
    for language in languages:
        model = spacy.blank("xx" if language in NEEDS_SEGMENTER else language)
        model.add_pipe("words_as_lemmas")
        engine.nlp[language] = model
    return engine


def is_pattern(recognizer):
    """Whether it needs no model and no service: regular expressions, and the phone library."""
    from presidio_analyzer import PatternRecognizer
    from presidio_analyzer.predefined_recognizers import PhoneRecognizer

    patterns = (PatternRecognizer, PhoneRecognizer)
    return inspect.isclass(recognizer) and issubclass(recognizer, patterns)


def shipped(language):
    """What Presidio loads by itself for a language."""
    from presidio_analyzer.recognizer_registry import RecognizerRegistryProvider

    provider = RecognizerRegistryProvider(
        registry_configuration={"supported_languages": [language]}
    )
    loaded = provider.create_recognizer_registry().recognizers
    return [each for each in loaded if is_pattern(type(each))]


def every(**changes):
    """One recogniser of each predefined class, those that are switched off by default too."""
    from presidio_analyzer import predefined_recognizers as predefined

    classes = [getattr(predefined, name) for name in sorted(set(predefined.__all__))]
    return [each(**changes) for each in classes if is_pattern(each)]


def every_with_regions():
    """As `every` in English, and phone numbers of all regions instead of eight."""
    import phonenumbers
    from presidio_analyzer.predefined_recognizers import PhoneRecognizer

    others = [each for each in every(supported_language="en") if type(each) is not PhoneRecognizer]
    return others + [PhoneRecognizer(supported_regions=sorted(phonenumbers.SUPPORTED_REGIONS))]


def prepared(text):
    """The text, and its compatible form with a blank between Han characters and ASCII ones: most
    patterns want a word to end where theirs begins, and `\\b` sees no end there."""
    folded = unicodedata.normalize("NFKC", text)
    return {text, re.sub(BESIDE_HAN, " ", folded)}


def analyzers():
    return [
        Analyzer("1 as shipped, `en`", shipped("en")),
        Analyzer("2 as shipped, `zh`", shipped("zh")),
        Analyzer("3 all, each in its own language", every()),
        Analyzer("4 all as `en`", every(supported_language="en")),
        Analyzer("5 as 4, phones of all regions", every_with_regions()),
        Analyzer("6 as 5, prepared text too", every_with_regions(), prepared),
    ]


def stay_offline():
    """Keeps the check of e-mail addresses from fetching a newer list of domains."""
    import tldextract

    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())


def table(titles, rows):
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in row) + " |" for row in lines)


def share(found, samples, threshold):
    """How many of the samples have a finding at or above the threshold, and the percentage."""
    count = sum(any(score >= threshold for score in found[each].values()) for each in samples)
    return f"{count} of {len(samples)} ({100 * count / len(samples):.1f} %)"


def in_order(groups):
    known = [group for group in GROUPS if group in groups]
    return known + sorted(set(groups) - set(known))


def print_groups(results, identifiers, innocent, thresholds):
    groups = in_order({each.group for each in identifiers})
    parts = [[each for each in identifiers if each.group == group] for group in groups]
    rows = []
    for threshold in thresholds:
        for analyzer, found in results:
            cells = [share(found, part, threshold) for part in [*parts, identifiers, innocent]]
            rows.append([analyzer.title, analyzer.count, f"{threshold:g}", *cells])
    titles = ["recognisers", "how many", "threshold", *groups, "all", "false alarms"]
    print(table(titles, rows))


def print_kinds(results, samples, thresholds, title):
    """The last set of recognisers by group and kind."""
    analyzer, found = results[-1]
    parts = {}
    for each in samples:
        parts.setdefault((each.group, each.kind), []).append(each)
    groups = in_order({group for group, _ in parts})
    rows = [
        [group, kind, *(share(found, parts[group, kind], threshold) for threshold in thresholds)]
        for group, kind in sorted(parts, key=lambda part: (groups.index(part[0]), part[1]))
    ]
    titles = ["group", "kind", *(f"threshold {threshold:g}" for threshold in thresholds)]
    print(f"\n{title}, recognisers {analyzer.title}:\n\n{table(titles, rows)}")


def print_types(results, samples, thresholds, title):
    """What the findings were taken for, by the last set of recognisers."""
    analyzer, found = results[-1]
    counts = [
        Counter(kind for each in samples for kind, score in found[each].items() if score >= limit)
        for limit in thresholds
    ]
    rows = [
        [kind, *(count[kind] for count in counts)]
        for kind in sorted(set().union(*counts), key=lambda kind: (-counts[0][kind], kind))
    ]
    titles = ["type of entity", *(f"threshold {threshold:g}" for threshold in thresholds)]
    print(f"\n{title}, recognisers {analyzer.title}:\n\n{table(titles, rows)}")


def write_lines(path, results, files):
    """One line a text and set of recognisers, without the text: what was found, and how surely."""
    try:
        with open(path, "x", encoding="utf-8") as file:
            file.write("file\tline\tgroup\tkind\trecognisers\tfound\n")
            for name, samples in files.items():
                for each in samples:
                    for analyzer, found in results:
                        types = sorted(found[each].items())
                        text = " ".join(f"{kind}={score:.2f}" for kind, score in types)
                        columns = (name, each.line, each.group, each.kind, analyzer.title, text)
                        file.write("\t".join(map(str, columns)) + "\n")
    except OSError as error:
        raise Fault(f"{path}: {error}") from error


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--identifiers", required=True, help="texts that must be blocked")
    parser.add_argument("--innocent", required=True, help="texts that must be released")
    parser.add_argument("--threshold", type=float, action="append", help="default: 0 and 0.4")
    parser.add_argument("--kinds", action="store_true", help="tables by kind and type as well")
    parser.add_argument("--lines", help="a new file for what was found in each line")
    options = parser.parse_args()
    thresholds = sorted(set(options.threshold or (0, 0.4)))
    identifiers = read(options.identifiers, "blocked")
    innocent = read(options.innocent, "released")
    logging.disable(logging.WARNING)
    try:
        print(", ".join(f"{name} {importlib.metadata.version(name)}" for name in PACKAGES))
        stay_offline()
        chosen = analyzers()
    except ImportError as error:
        raise Fault(f"{error}; pip install presidio-analyzer spacy") from error
    print(f"{len(identifiers)} identifiers, {len(innocent)} innocent texts\n")
    results = [
        (analyzer, {each: analyzer.scores(each.text) for each in [*identifiers, *innocent]})
        for analyzer in chosen
    ]
    print_groups(results, identifiers, innocent, thresholds)
    if options.kinds:
        print_kinds(results, identifiers, thresholds, "Identifiers by kind")
        print_types(results, identifiers, thresholds, "Types found in identifiers")
        print_kinds(results, innocent, thresholds, "False alarms by kind")
        print_types(results, innocent, thresholds, "Types found in innocent texts")
    if options.lines:
        write_lines(options.lines, results, {"identifiers": identifiers, "innocent": innocent})


if __name__ == "__main__":
    try:
        main()
    except Fault as fault:
        print(fault, file=sys.stderr)
        sys.exit(1)
