import type { Colour } from "#lib/core/brand/contrast.ts";
import { type Picture, writePng } from "./png-file.ts";

/** What an icon is drawn from: a picture on white, or the portal's own mark in the accent colour. */
export type IconSource = { picture: Picture | undefined; accent: Colour };

/**
 * `rounded`: shown as is. `full`: up to the edges, for platforms that crop it (Web App Manifest,
 * "maskable": the safe zone is 80 % of the width).
 */
export type IconShape = "rounded" | "full";

/** The mark's grid, as in `markSvg`. */
const GRID = 32;
const CORNER = 6;
const STROKE = 3;
const RING = { x: 11.5, y: 16, radius: 4.5 };
const LINES = [
	[16, 16, 25, 16],
	[25, 16, 25, 20],
	[21, 16, 21, 19],
] as const;

/** The share of the width that a picture and the mark take in an icon that will be cropped. */
const PICTURE_SHARE = 0.62;
const CUT_SHARE = 0.8;

/** The mark as SVG, in the accent colour. */
export function markSvg(accent: Colour): string {
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="${accent}"/><g fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"><circle cx="11.5" cy="16" r="4.5"/><path d="M16 16h9v4M21 16v3"/></g></svg>`;
}

/** Draws a square icon of this size in pixels, as PNG. */
export function drawIcon({ picture, accent }: IconSource, size: number, shape: IconShape): Buffer {
	const pixels = Buffer.alloc(size * size * 4);
	const ground = picture ? [255, 255, 255] : rgb(accent);
	const unit = GRID / size;
	for (let n = 0; n < size * size; n++) {
		const [x, y] = [((n % size) + 0.5) * unit, (Math.floor(n / size) + 0.5) * unit];
		const inside = shape === "full" ? 1 : coverage(outsideSquare(x, y), unit);
		const marked = picture ? 0 : coverage(fromMark(x, y, shape), unit);
		for (let c = 0; c < 3; c++) pixels[n * 4 + c] = blend(ground[c] ?? 0, 255, marked);
		pixels[n * 4 + 3] = Math.round(inside * 255);
	}
	if (picture) putInto({ width: size, height: size, pixels }, picture);
	return writePng({ width: size, height: size, pixels });
}

const rgb = (colour: Colour) =>
	[1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

const blend = (from: number, to: number, share: number) => Math.round(from + (to - from) * share);

/** How much of a pixel is inside an edge at this distance. */
const coverage = (distance: number, unit: number) =>
	Math.min(1, Math.max(0, 0.5 - distance / unit));

function outsideSquare(x: number, y: number): number {
	const [dx, dy] = [x, y].map((at) => Math.max(CORNER - at, at - (GRID - CORNER), 0));
	return Math.hypot(dx ?? 0, dy ?? 0) - CORNER;
}

function fromMark(x: number, y: number, shape: IconShape): number {
	const share = shape === "full" ? CUT_SHARE : 1;
	const [u, v] = [x, y].map((at) => (at - GRID / 2) / share + GRID / 2);
	const ring = Math.abs(Math.hypot((u ?? 0) - RING.x, (v ?? 0) - RING.y) - RING.radius);
	const lines = LINES.map(([x1, y1, x2, y2]) =>
		Math.hypot(
			(u ?? 0) - Math.min(Math.max(u ?? 0, x1), x2),
			(v ?? 0) - Math.min(Math.max(v ?? 0, y1), y2),
		),
	);
	return (Math.min(ring, ...lines) - STROKE / 2) * share;
}

/** Draws a picture into the middle of another; each pixel is the mean of the pixels it covers. */
function putInto(icon: Picture, picture: Picture): void {
	const scale = (icon.width * PICTURE_SHARE) / Math.max(picture.width, picture.height);
	const [width, height] = [picture.width, picture.height].map((side) =>
		Math.max(1, Math.round(side * scale)),
	);
	if (!width || !height) return;
	const [left, top] = [(icon.width - width) >> 1, (icon.height - height) >> 1];
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			const [red, green, blue, alpha] = meanOf(picture, {
				x: x / width,
				y: y / height,
				width,
				height,
			});
			const at = ((top + y) * icon.width + left + x) * 4;
			for (const [c, value] of [red, green, blue].entries()) {
				icon.pixels[at + c] = blend(icon.pixels[at + c] ?? 255, value, alpha / 255);
			}
		}
	}
}

type Place = { x: number; y: number; width: number; height: number };

function meanOf(picture: Picture, { x, y, width, height }: Place) {
	const [x0, y0] = [Math.floor(x * picture.width), Math.floor(y * picture.height)];
	const x1 = Math.min(picture.width, Math.max(x0 + 1, Math.round((x + 1 / width) * picture.width)));
	const y1 = Math.min(
		picture.height,
		Math.max(y0 + 1, Math.round((y + 1 / height) * picture.height)),
	);
	const sum = [0, 0, 0, 0];
	for (let row = y0; row < y1; row++) {
		for (let column = x0; column < x1; column++) {
			const at = (row * picture.width + column) * 4;
			const alpha = picture.pixels[at + 3] ?? 0;
			for (let c = 0; c < 3; c++) sum[c] = (sum[c] ?? 0) + (picture.pixels[at + c] ?? 0) * alpha;
			sum[3] = (sum[3] ?? 0) + alpha;
		}
	}
	const [red = 0, green = 0, blue = 0, alpha = 0] = sum;
	const by = alpha || 1;
	return [red / by, green / by, blue / by, alpha / ((x1 - x0) * (y1 - y0))] as const;
}
