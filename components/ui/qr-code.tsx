"use client";

import { encode } from "uqr";

/** A QR code, dark on light also in dark mode, since scanners expect it so. */
export function QrCode({ value, label }: { value: string; label: string }) {
	const { data, size } = encode(value, { border: 2 });
	const path = data
		.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")))
		.join("");
	return (
		<svg
			role="img"
			aria-label={label}
			viewBox={`0 0 ${size} ${size}`}
			className="my-4 size-48 bg-[#fff]"
			shapeRendering="crispEdges"
		>
			<path d={path} fill="#000" />
		</svg>
	);
}
