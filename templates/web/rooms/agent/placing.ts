// Where somebody stands, from a few answers, and how many workshops to propose for it.

export const subjects = ["device", "messages", "formalities", "safety"] as const;
export type Subject = (typeof subjects)[number];
export type Level = "accompanied" | "partly" | "autonomous";
const levels: Level[] = ["accompanied", "partly", "autonomous"];

/** To each subject: 0 = not alone, 1 = with help, 2 = alone; none = not said. */
export type Answers = Partial<Record<Subject, 0 | 1 | 2>>;

/** What a programme says about the number of workshops. */
export interface Rules {
	vouchers_min: number;
	vouchers_max: number;
	vouchers_usual: number[]; // by level, the greatest need first
}

export interface Proposal {
	level: Level | null; // null = nothing was said
	vouchers: number;
	choices: number[];
	weak: Subject[]; // where help is needed
}

/** The numbers to choose from: 5, 6, 8, 10 and the programme's own, as far as it allows them. */
function choices_of(rules: Rules) {
	const all = [...new Set([5, 6, 8, 10, ...rules.vouchers_usual])].sort((a, b) => a - b);
	const allowed = all.filter((n) => n >= rules.vouchers_min && n <= rules.vouchers_max);
	return allowed.length ? allowed : [rules.vouchers_min];
}

function level_of(answers: Answers): Level | null {
	const said = Object.values(answers);
	if (!said.length)
		return null;
	const mean = said.reduce<number>((sum, each) => sum + each, 0) / said.length;
	return mean < 0.75 ? "accompanied" : mean < 1.6 ? "partly" : "autonomous";
}

export function propose(answers: Answers, rules: Rules): Proposal {
	const level = level_of(answers), choices = choices_of(rules);
	const weak = subjects.filter((each) => answers[each] !== undefined && answers[each] < 2);
	const usual = (level && rules.vouchers_usual[levels.indexOf(level)]) || rules.vouchers_max;
	const near = choices.filter((n) => n <= usual).at(-1) ?? choices[0];
	// Who is at ease but for one thing gets a step more than who is at ease in all.
	const vouchers = level === "autonomous" && weak.length ? choices[choices.indexOf(near) + 1] ?? near : near;
	return { level, vouchers, choices, weak };
}
