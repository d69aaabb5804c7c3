# Shared lines of the scenarios: `. "$(dirname "$0")/lib.sh"`. A scenario runs $PASSNUM in an empty
# folder of its own and speaks TAP. Books are SQLite's, or PostgreSQL's when
# PASSNUM_TEST_DATABASE=postgres (a server must then be named by PASSNUM_TEST_POSTGRES).
# shellcheck shell=bash
set -u
for name in "${!PASSNUM_@}"; do # settings of whoever runs us
	[[ $name = PASSNUM_TEST_* ]] || unset "$name"
done
export LC_ALL=C.UTF-8 TZ=UTC

: "${PASSNUM:?names the program}"
program=$(realpath "$PASSNUM")
# shellcheck disable=SC2034 # scenarios use it
here=$(realpath "$(dirname "$0")") # the folder of the scenario
folder=$(mktemp -d "${TMPDIR:-/tmp}/passnum-cli.XXXXXX")
database='' server='' tests=0 tests_failed=0

# shellcheck disable=SC2317 # the trap calls it
finish() {
	[ -z "$server" ] || kill "$server" 2>/dev/null
	[ -z "$database" ] || psql -q "$PASSNUM_TEST_POSTGRES" -c "DROP DATABASE $database WITH (FORCE)"
	rm -rf "$folder"
}
trap finish EXIT
cd "$folder" || exit 1

# Fontconfig keeps what it has read; sanitizers need not report it.
echo leak:libfontconfig >lsan
export LSAN_OPTIONS=suppressions=$folder/lsan:print_suppressions=0
# Without a symbolizer they would complain of that on standard error, where one sentence is expected.
command -v llvm-symbolizer >/dev/null || export ASAN_OPTIONS=symbolize=0

if [ "${PASSNUM_TEST_DATABASE:-sqlite}" = postgres ]; then
	if [ -z "${PASSNUM_TEST_POSTGRES:-}" ]; then
		echo "1..0 # SKIP there is no PostgreSQL here (PASSNUM_TEST_POSTGRES)"
		exit 0
	fi
	name=cli_$$_$RANDOM
	psql -q "$PASSNUM_TEST_POSTGRES" -c "CREATE DATABASE $name" || exit 1
	database=$name
	export PASSNUM_DATABASE=${PASSNUM_TEST_POSTGRES/\/postgres/\/$name}
fi

# result NAME: the status of the command before it, as a line of TAP.
result() {
	local status=$?
	tests=$((tests + 1))
	[ $status = 0 ] || { tests_failed=$((tests_failed + 1)); echo -n "not "; }
	echo "ok $tests - $1"
	[ $status = 0 ] || [ ! -s err ] || sed 's/^/# /' err
}

# is HAVE WANT NAME
is() {
	[ "$1" = "$2" ] || echo "# \"$1\" is not \"$2\""
	[ "$1" = "$2" ]
	result "$3"
}

# p WORD...: the program; what it says is in the files out and err, its code in $code.
p() {
	"$program" "$@" >out 2>err
	code=$?
	return $code
}

# exits CODE NAME WORD...: does the program end so? An error is one line that begins as it should.
exits() {
	local want=$1 name=$2
	shift 2
	p "$@"
	[ $code = "$want" ] || echo "# exit code $code, not $want"
	[ $code = "$want" ] && { [ $code = 0 ] || [ ! -s err ] ||
		[[ $(wc -l <err) = 1 && $(<err) = "passnum"* ]]; }
	result "$name"
}

# refuses CODE TEXT NAME WORD...: the same, and the sentence contains TEXT.
refuses() {
	local want=$1 text=$2 name=$3
	shift 3
	p "$@"
	[ $code = "$want" ] || echo "# exit code $code, not $want"
	[ $code = "$want" ] && [ "$(wc -l <err)" = 1 ] && grep -qF -e "$text" err
	result "$name"
}

# json EXPRESSION [FILE]: of the JSON in FILE, called j.
json() {
	python3 -c 'import json, sys; j = json.load(open(sys.argv[2])); print(eval(sys.argv[1]))' \
		"$1" "${2:-out}"
}

# books CENTS: a programme with so much money, a desk and two centres: $programme,
# $desk, $centre, $other. Without output.
books() {
	export PASSNUM_DATA=$folder/data
	p init --issuer 7 --host pass.example --login admin || { cat err; exit 1; }
	funder=$("$program" funder add --name "Département de la Charente" --siret 22160001000013)
	programme=$("$program" programme add --funder "$funder" --name "Pass Charente" \
		--from 2026-01-01 --until 2099-12-31 --territory 16)
	p programme fund "$programme" --cents "$1" && p programme state "$programme" open
	desk=$("$program" site add --name "Accueil" --desk --insee 16015 --at 45.65,0.16)
	centre=$("$program" site add --name "Médiathèque" --centre --insee 16015 --at 45.66,0.15 \
		--siret 26160001500018)
	other=$("$program" site add --name "Tiers-lieu" --centre --insee 16113 --at 45.7,-0.3)
	for site in "$desk" "$centre" "$other"; do
		p site approve "$site" --programme "$programme" || { cat err; exit 1; }
	done
}

# issue WORD...: passes at the desk, as JSON in the file pass.
issue() {
	p issue --programme "$programme" --site "$desk" --json "$@" && mv out pass
}

# token NUMBER, typed NUMBER: of the first pass issued last.
token() { json "j[0]['vouchers'][$1 - 1]['token']" pass; }
typed() { json "j[0]['vouchers'][$1 - 1]['code']" pass; }

# figure GROUP NAME: of the report.
figure() {
	p report --programme "$programme" --json && json "j['$1']['$2']"
}

finished() {
	echo "1..$tests"
	[ $tests_failed = 0 ]
	exit
}
