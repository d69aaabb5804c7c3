// Charts, drawn as SVG: a name, a description with every number, and words on the drawing itself, so that
// nothing is told by colour alone. The same numbers stand in a table under each. Widths are shares of
// the screen, heights and letters are not, so that a narrow screen reads as well as a wide one.
import { useId } from "preact/hooks";

export interface Bar {
	label: string;
	value: number | null; // null = not shown: a hatched stub
	text: string; // the value, in words
	tone?: "plain" | "strong" | "soft";
}

interface ChartProps {
	title: string;
	bars: Bar[];
	most?: number; // of the scale; the greatest bar unless said
}

const share = (value: number | null, most: number) => (value && most > 0 ? Math.max(value / most, 0.004) : 0);
const top_of = (bars: Bar[], most?: number) => most ?? Math.max(0, ...bars.map(({ value }) => value ?? 0));
const told = (bars: Bar[]) => bars.map(({ label, text }) => `${label}, ${text}`).join("; ");

function Hatch({ id }: { id: string }) {
	return (
		<defs>
			<pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
				<line x1="0" y1="0" x2="0" y2="6" class="hatch" />
			</pattern>
		</defs>
	);
}

const CHART_REM = 46, MARGINS_REM = 2.5, LETTER_REM = 0.54; // as in the style; of a letter, what a wide word has

/** How many letters fit beside each other. */
function letters() {
	const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
	return Math.floor(Math.min(innerWidth / rem - MARGINS_REM, CHART_REM) / LETTER_REM);
}

/** A name that would run out of the drawing is cut; the table has it whole. */
const fitting = (label: string) => {
	const most = letters();
	return label.length > most ? `${label.slice(0, most - 1).trimEnd()}…` : label;
};

/** One line per bar: its name, and under it the bar with its value after it, so that neither is ever on the other. */
export function Bars({ title, bars, most }: ChartProps) {
	const id = useId(), top = top_of(bars, most), row = 50;
	const room = `${Math.max(4, ...bars.map(({ text }) => text.length * 0.6 + 0.8))}rem`; // for the values
	const wide = (of: number) => ({ width: `calc((100% - ${room}) * ${of})` });
	return (
		<svg class="chart" role="img" aria-labelledby={`${id}-t ${id}-d`} width="100%" height={bars.length * row}>
			<title id={`${id}-t`}>{title}</title>
			<desc id={`${id}-d`}>{told(bars)}</desc>
			<Hatch id={`${id}-h`} />
			{bars.map((bar, i) => (
				<g key={bar.label} aria-hidden="true">
					<text x="0" y={i * row + 16}>{fitting(bar.label)}</text>
					<text x="100%" y={i * row + 35} class="value" text-anchor="end">{bar.text}</text>
					<rect x="0" y={i * row + 24} height="12" rx="3" class="rail" style={wide(1)} />
					{bar.value === null
						? <rect x="0" y={i * row + 24} width="24" height="12" rx="3" class="unknown" fill={`url(#${id}-h)`} />
						: <rect x="0" y={i * row + 24} height="12" rx="3" class={`bar ${bar.tone ?? "plain"}`} style={wide(share(bar.value, top))} />}
				</g>
			))}
		</svg>
	);
}

export interface Column extends Bar {
	short: string; // under the column: a few letters
}

/** One column per step of time. */
export function Columns({ title, bars, most }: { title: string; bars: Column[]; most?: number }) {
	const id = useId(), top = top_of(bars, most), tall = 150, head = 20;
	const wide = 100 / Math.max(bars.length, 4);
	const every = Math.ceil(bars.length * 1.5 / letters()); // so many columns have room for one word under them
	const highest = top > 0 ? bars.findIndex(({ value }) => value === top) : -1;
	return (
		<svg class="chart" role="img" aria-labelledby={`${id}-t ${id}-d`} width="100%" height={tall + head + 26}>
			<title id={`${id}-t`}>{title}</title>
			<desc id={`${id}-d`}>{told(bars)}</desc>
			<Hatch id={`${id}-h`} />
			<line x1="0" x2="100%" y1={head + tall} y2={head + tall} class="axis" />
			{bars.map((bar, i) => {
				const high = bar.value === null ? 16 : share(bar.value, top) * tall;
				return (
					<g key={bar.label} aria-hidden="true">
						<rect x={`${i * wide + wide * 0.12}%`} width={`${wide * 0.76}%`} y={head + tall - high} height={high} rx="3"
							class={bar.value === null ? "unknown" : `bar ${bar.tone ?? "plain"}`} fill={bar.value === null ? `url(#${id}-h)` : undefined} />
						{i === highest &&
							<text x={`${i * wide + wide / 2}%`} y={head - 6} text-anchor={i * wide < 15 ? "start" : i * wide > 80 ? "end" : "middle"} class="value">{bar.text}</text>}
						{i % every === 0 && <text x={every > 1 ? `${i * wide}%` : `${i * wide + wide / 2}%`} y={head + tall + 18} text-anchor={every > 1 ? "start" : "middle"} class="small">{bar.short}</text>}
					</g>
				);
			})}
		</svg>
	);
}
