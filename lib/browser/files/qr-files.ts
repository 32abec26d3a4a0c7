import { encode, renderSVG } from "uqr";

/** The quiet zone that scanners need (ISO/IEC 18004: 4 modules). */
const BORDER = 4;
/** Large enough for a poster at 150 dpi: about 10 cm. */
const MIN_SIDE_PX = 600;

/** A QR code as SVG, which scales to any size. */
export function qrSvg(text: string): Blob {
	return new Blob([renderSVG(text, { border: BORDER, ecc: "M" })], { type: "image/svg+xml" });
}

/** A QR code as PNG, in whole pixels so that its edges are sharp. */
export async function qrPng(text: string): Promise<Blob> {
	const { data, size } = encode(text, { border: BORDER, ecc: "M" });
	const scale = Math.ceil(MIN_SIDE_PX / size);
	const canvas = document.createElement("canvas");
	canvas.width = size * scale;
	canvas.height = size * scale;
	const context = canvas.getContext("2d");
	if (!context) throw new Error("This browser has no 2D canvas");
	context.fillStyle = "#fff";
	context.fillRect(0, 0, canvas.width, canvas.height);
	context.fillStyle = "#000";
	data.forEach((row, y) => {
		row.forEach((isDark, x) => {
			if (isDark) context.fillRect(x * scale, y * scale, scale, scale);
		});
	});
	return await new Promise((resolve, reject) => {
		canvas.toBlob(
			(blob) => (blob ? resolve(blob) : reject(new Error("The canvas gave no image"))),
			"image/png",
		);
	});
}
