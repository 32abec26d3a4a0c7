import type { ReactNode } from "react";

/* Our own drawings of other pages and screens. They are hidden from screen readers, since the text
   beside them says the same. Things to select have the colour of actions. */

type DrawingProps = { children: ReactNode; height?: number; isPage?: boolean };

/**
 * A drawing of 192 by 120, or lower. A page is drawn left to right and mirrored, except its words,
 * in right-to-left languages.
 */
export function Drawing({ children, height = 120, isPage = false }: DrawingProps) {
	return (
		<svg
			viewBox={`0 0 192 ${height}`}
			className="block h-auto w-full"
			data-page={isPage || undefined}
			aria-hidden="true"
			focusable="false"
		>
			{children}
		</svg>
	);
}

type BoxProps = {
	/** x, y, width and height. */
	at: readonly [x: number, y: number, width: number, height: number];
	rx?: number;
	/** Its colours; by default those of something not to select. */
	className?: string;
	strokeWidth?: number;
};

export function Box({ at, rx = 3, className = "fill-raised stroke-line", strokeWidth }: BoxProps) {
	const [x, y, width, height] = at;
	return (
		<rect
			x={x}
			y={y}
			width={width}
			height={height}
			rx={rx}
			className={className}
			strokeWidth={strokeWidth}
		/>
	);
}

/** A line of placeholder text. */
export function Bar({ x, y, width }: { x: number; y: number; width: number }) {
	return <rect x={x} y={y} width={width} height="5" rx="2.5" className="fill-line" />;
}

/** A field with a password in it. */
export function PasswordBox({ y, dots }: { y: number; dots: number }) {
	return (
		<g>
			<Box at={[12, y, 168, 14]} rx={2} className="fill-surface stroke-control" />
			<path
				d={`M22 ${y + 7}h${(dots - 1) * 8}`}
				className="stroke-ink"
				strokeWidth="4"
				strokeLinecap="round"
				strokeDasharray="0.1 7.900"
			/>
		</g>
	);
}

type LabelProps = { x: number; y: number; children: string; onAction?: boolean };

/** A word on the page; the drawing can be understood without it. */
export function Label({ x, y, children, onAction = false }: LabelProps) {
	return (
		<text
			x={x}
			y={y}
			textAnchor="middle"
			className={onAction ? "fill-on-action" : "fill-ink"}
			fontSize="11"
			fontWeight="600"
		>
			{children}
		</text>
	);
}
