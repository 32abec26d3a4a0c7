import { Bar, Drawing } from "../guided/drawing-parts.tsx";

/** Two controllers, each with its tick. */
export function ArrivedDrawing() {
	return (
		<Drawing>
			{[16, 106].map((x) => (
				<g key={x} transform={`translate(${x} 14)`}>
					<rect
						x="1"
						y="1"
						width="68"
						height="90"
						rx="6"
						className="fill-surface stroke-control"
						strokeWidth="2"
					/>
					<Bar x={14} y={14} width={42} />
					<Bar x={14} y={26} width={28} />
					<circle cx="35" cy="62" r="18" className="fill-action" />
					<path
						d="M27 62l6 6 11-12"
						className="stroke-on-action"
						fill="none"
						strokeWidth="4"
						strokeLinecap="round"
						strokeLinejoin="round"
					/>
				</g>
			))}
		</Drawing>
	);
}
