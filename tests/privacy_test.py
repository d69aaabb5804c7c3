#!/usr/bin/env python3
"""privacy_test.py ROOT: docs/privacy.md tells of every table of the migrations, and of no other."""
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
told = (root / "docs/privacy.md").read_text(encoding="utf-8")
schema = "".join(p.read_text(encoding="utf-8") for p in sorted((root / "src/store/migrations").glob("*.sql")))
schema = re.sub(r"--.*", "", schema)
tables = {t: body for t, body in re.findall(r"CREATE TABLE (\w+) \((.*?)\n\);", schema, re.S)}
columns = {t: re.findall(r"^\t(\w+) +[A-Z]", body, re.M) for t, body in tables.items()}
for table, column in re.findall(r"ALTER TABLE (\w+) ADD COLUMN (\w+)", schema):
    columns[table].append(column)
named = set(re.findall(r"`(\w+)`", told))
# What a row says that is of nobody: numbers of other rows, amounts, states, the print's own.
plain = set("""id serial programme total cents kind last_day key_number specimen state state_at replaced_by siret siren
    cause at mode device_at nonce redemption issued_at handed_out_at desk agent centre account minutes level""".split())

results = [
    ("there_are_tables", [] if len(tables) > 15 else [f"only {len(tables)}"]),
    ("every_table_is_told", [t for t in tables if t not in named]),
    ("no_table_is_told_that_is_not_there", [n for n in re.findall(r"`(\w+)`\.\w+", told) if n not in tables]),
    ("every_column_of_a_pass_and_of_its_vouchers_is_plain_or_told",
     [f"{t}.{c}" for t in ("pass", "spent", "reversal") for c in columns[t]
      if c not in plain and not re.search(rf"\b{c}\b", told)]),
    ("no_column_is_named_like_a_persons_own",
     [f"{t}.{c}" for t, all_columns in columns.items() for c in all_columns
      if t != "publisher"  # an office, with its address: everybody is shown it
      and re.search(r"birth|first_?name|last_?name|surname|e?mail|ssn|nir$|gender|sex", c)]),
]
print(f"1..{len(results)}")
for number, (name, complaints) in enumerate(results, 1):
    for complaint in complaints:
        print(f"# {complaint}")
    print(f"{'not ok' if complaints else 'ok'} {number} - {name}")
sys.exit(any(complaints for _, complaints in results))
