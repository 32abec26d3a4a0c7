/** Line drawings of twenty by twenty; each is beside a text that says the same. */
const PATHS = {
	alert: "M10 3 2.5 16.5h15zM10 8v4M10 14.2v.1",
	check: "m4.5 10.5 3.5 3.5 7.5-8",
	chevron: "m8 5 5 5-5 5",
	clock: "M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15M10 6v4l2.5 2",
	cloud: "M6 15.5a3.5 3.5 0 0 1-.4-7 4.75 4.75 0 0 1 9.2 1 3 3 0 0 1-.3 6z",
	help: "M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15M7.7 8a2.3 2.3 0 1 1 3.3 2.1c-.7.3-1 .8-1 1.4M10 14.1v.1",
	key: "M6 6.75a3.25 3.25 0 1 0 0 6.5 3.25 3.25 0 0 0 0-6.5M9.25 10h8.25v3M14 10v2.25",
	language:
		"M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15M2.5 10h15M10 2.5c5 5 5 10 0 15-5-5-5-10 0-15",
	laptop: "M4.5 4h11v8.5h-11zM2 15.5h16",
	link: "M8.5 11.5a3 3 0 0 0 4.3 0l3-3a3 3 0 0 0-4.3-4.3l-1 1M11.5 8.5a3 3 0 0 0-4.3 0l-3 3a3 3 0 0 0 4.3 4.3l1-1",
	list: "M7 5.5h10M7 10h10M7 14.5h10M3.5 5.5h.1M3.5 10h.1M3.5 14.5h.1",
	lock: "M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9",
	people:
		"M7.5 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6M2 16.5c.4-2.7 2.6-4 5.5-4s5.1 1.3 5.5 4M13 4.3a3 3 0 0 1 0 5.4M15 12.8c1.7.6 2.8 1.8 3 3.7",
	person:
		"M10 9.5a3.25 3.25 0 1 0 0-6.5 3.25 3.25 0 0 0 0 6.5M3.5 17c.5-3 3-4.5 6.5-4.5s6 1.5 6.5 4.5",
	search: "M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M13 13l4 4",
	server: "M3.5 3.5h13v5h-13zM3.5 11.5h13v5h-13zM6.5 6h.1M6.5 14h.1",
	shield: "M10 2.5 4 5v4.5c0 4 2.5 6.8 6 8 3.5-1.2 6-4 6-8V5zM7.3 10l2 2 3.4-3.8",
} as const;

export type IconName = keyof typeof PATHS;

type Props = { name: IconName; className?: string; isDrawn?: boolean };

/**
 * An icon in the text's colour, hidden from screen readers. `isDrawn`: its line is animated when it
 * appears.
 */
export function Icon({ name, className = "size-5", isDrawn }: Props) {
	return (
		<svg
			aria-hidden="true"
			viewBox="0 0 20 20"
			fill="none"
			stroke="currentColor"
			strokeWidth="1.75"
			strokeLinecap="round"
			strokeLinejoin="round"
			className={`shrink-0 ${className}`}
		>
			<path
				d={PATHS[name]}
				{...(isDrawn && { pathLength: 1, strokeDasharray: 1, className: "animate-draw" })}
			/>
		</svg>
	);
}
