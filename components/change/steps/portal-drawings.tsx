import { Bar, Box, Drawing, Label, PasswordBox } from "../guided/drawing-parts.tsx";
import { Window } from "../guided/drawings.tsx";

/** The portal's own form: the existing password, the new one, and the button. */
export function PortalFormDrawing({ label }: { label: string }) {
	return (
		<Window>
			<Bar x={12} y={29} width={44} />
			<PasswordBox y={38} dots={6} />
			<Bar x={12} y={60} width={36} />
			<PasswordBox y={69} dots={9} />
			<Box at={[12, 92, 116, 18]} rx={2} className="fill-action" />
			<Label x={70} y={105} onAction>
				{label}
			</Label>
		</Window>
	);
}

/** Two controllers, each with its tick. */
export function ArrivedDrawing() {
	return (
		<Drawing>
			{[16, 106].map((x) => (
				<g key={x} transform={`translate(${x} 14)`}>
					<Box at={[1, 1, 68, 90]} rx={6} className="fill-surface stroke-control" strokeWidth={2} />
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
