// Where things are, seen from a point: metres east and north, a direction in words, a length for a scale.
export interface Point {
	latitude: number;
	longitude: number;
}
export interface Offset {
	east: number; // metres
	north: number;
}

const METRES_PER_DEGREE = 111_320;

/** A plane is good enough for a département. */
export function offset(from: Point, to: Point): Offset {
	const north = (to.latitude - from.latitude) * METRES_PER_DEGREE;
	const east = (to.longitude - from.longitude) * METRES_PER_DEGREE * Math.cos((from.latitude * Math.PI) / 180);
	return { east, north };
}

const directions = ["n", "ne", "e", "se", "s", "sw", "w", "nw"] as const;

export function direction({ east, north }: Offset) {
	const turn = Math.atan2(east, north) / (Math.PI / 4);
	return directions[(Math.round(turn) + 8) % 8];
}

/** 1, 2 or 5 times a power of ten, at most `most`. */
export function round_length(most: number) {
	const power = 10 ** Math.floor(Math.log10(most));
	return (most >= 5 * power ? 5 : most >= 2 * power ? 2 : 1) * power;
}

/** Moves marks apart that would hide one another; each stays as near to its place as that allows. */
export function apart(places: { x: number; y: number }[], least: number, fixed = 0) {
	const marks = places.map((each) => ({ ...each }));
	for (let round = 0; round < 120; round++)
		for (let i = 0; i < marks.length; i++)
			for (let k = i + 1; k < marks.length; k++) {
				const a = marks[i], b = marks[k];
				let dx = b.x - a.x, dy = b.y - a.y;
				const far = Math.hypot(dx, dy);
				if (far >= least)
					continue;
				if (far < 0.01)
					[dx, dy] = [Math.cos(k), Math.sin(k)]; // the same place: any way, but always the same one
				const push = (least - far) / (far < 0.01 ? 1 : far), share = i < fixed ? 0 : 0.5;
				a.x -= dx * push * share;
				a.y -= dy * push * share;
				b.x += dx * push * (1 - share);
				b.y += dy * push * (1 - share);
			}
	return marks;
}
