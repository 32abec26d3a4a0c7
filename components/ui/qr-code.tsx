"use client";

import { encode } from "uqr";

/** Scanners need this many light modules around a code (ISO/IEC 18004). */
const QUIET_ZONE = 4;

type Props = { value: string; label: string; className?: string };

/** A QR code, dark on light even in dark mode, as scanners expect. */
export function QrCode({ value, label, className = "my-4 size-52" }: Props) {
	const { data, size } = encode(value, { border: QUIET_ZONE });
	const path = data
		.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")))
		.join("");
	return (
		<svg
			role="img"
			aria-label={label}
			viewBox={`0 0 ${size} ${size}`}
			className={`bg-[#fff] forced-color-adjust-none ${className}`}
			shapeRendering="crispEdges"
		>
			<path d={path} fill="#000" />
		</svg>
	);
}
