// A map of our own: the point in the middle, the places by their numbers, north, a scale. No tiles; the list
// beside it says the same.
import type agent_fr from "../../../lang/web/agent.fr.json";
import { distance, speaker } from "../../kit/text";
import { apart, offset, round_length, type Point } from "./near";

const t = speaker<typeof agent_fr>("agent");
const STRIP = 44, EDGE = 30, MARK = 15; // the strip below is for north and scale

export function PlacesMap({ from, places }: { from: Point; places: Point[] }) {
	const WIDTH = innerWidth < 600 ? 380 : 600, HEIGHT = WIDTH * 0.85; // marks stay as large on a phone
	const offsets = places.map((place) => offset(from, place));
	const far = (of: number[], least: number) => Math.max(least, ...of.map(Math.abs));
	const scale = Math.min((WIDTH / 2 - EDGE) / far(offsets.map(({ east }) => east), 400), ((HEIGHT - STRIP) / 2 - EDGE) / far(offsets.map(({ north }) => north), 300));
	const middle = { x: WIDTH / 2, y: (HEIGHT - STRIP) / 2 };
	const true_places = [middle, ...offsets.map(({ east, north }) => ({ x: middle.x + east * scale, y: middle.y - north * scale }))];
	const marks = apart(true_places, 2 * MARK + 3, 1)
		.map(({ x, y }) => ({ x: Math.min(WIDTH - MARK - 2, Math.max(MARK + 2, x)), y: Math.min(HEIGHT - STRIP - MARK, Math.max(MARK + 2, y)) }));
	const metres = round_length(WIDTH / 4 / scale), bar = metres * scale;
	const rings = [1, 2, 3, 4, 5, 6].map((n) => n * bar).filter((r) => r < WIDTH / 2 + 40);
	return (
		<svg class="map" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t("map_about", { n: places.length })}>
			<g class="map-rings">{rings.map((r) => <circle key={r} cx={middle.x} cy={middle.y} r={r} />)}</g>
			{true_places.map((at, i) => Math.hypot(at.x - marks[i].x, at.y - marks[i].y) > 3 && (
				<g key={i} class="map-lead"><path d={`M${at.x} ${at.y}L${marks[i].x} ${marks[i].y}`} /><circle cx={at.x} cy={at.y} r="3" /></g>
			))}
			<g class="map-desk"><path d={`M${middle.x} ${middle.y - 16}l16 16-16 16-16-16z`} /><circle cx={middle.x} cy={middle.y} r="4" /></g>
			{marks.slice(1).map(({ x, y }, i) => (
				<g key={i} class="map-place"><circle cx={x} cy={y} r={MARK} /><text x={x} y={y + 5.5}>{i + 1}</text></g>
			))}
			<g class="map-frame">
				<rect x="0" y={HEIGHT - STRIP} width={WIDTH} height={STRIP} />
				<path d={`M${WIDTH - 26} ${HEIGHT - 8}v-30m-7 10 7-10 7 10`} /><text x={WIDTH - 66} y={HEIGHT - 16}>{t("map_north")}</text>
				<path d={`M16 ${HEIGHT - 22}v8h${bar}v-8`} /><text x={30 + bar} y={HEIGHT - 14} class="map-scale">{distance(metres)}</text>
			</g>
		</svg>
	);
}
