import type { ReactNode } from "react";
import { Bar, Box, Drawing, Label, PasswordBox } from "./drawing-parts.tsx";

/** A browser's window. */
export function Window({ children }: { children: ReactNode }) {
	return (
		<Drawing isPage>
			<Box at={[1, 1, 190, 118]} rx={6} className="fill-surface stroke-control" strokeWidth={2} />
			<path d="M1 22h190" className="stroke-control" strokeWidth="2" />
			<g className="fill-control">
				<circle cx="12" cy="12" r="3" />
				<circle cx="22" cy="12" r="3" />
				<circle cx="32" cy="12" r="3" />
			</g>
			<Box at={[44, 7, 138, 10]} rx={5} />
			{children}
		</Drawing>
	);
}

/** A sign-in form in the middle. */
export function SignInDrawing() {
	return (
		<Window>
			<Box at={[52, 32, 88, 78]} rx={4} />
			<Bar x={62} y={42} width={40} />
			<Box at={[62, 54, 68, 13]} rx={2} className="fill-surface stroke-control" />
			<Box at={[62, 72, 68, 13]} rx={2} className="fill-surface stroke-control" />
			<Box at={[94, 91, 36, 12]} rx={2} className="fill-action" />
		</Window>
	);
}

/** One's own picture in the corner, with Profile below it. */
export function ProfileDrawing({ label }: { label: string }) {
	return (
		<Window>
			<Bar x={12} y={34} width={44} />
			<Box at={[12, 50, 34, 26]} />
			<Box at={[54, 50, 34, 26]} />
			<circle cx="172" cy="36" r="9" className="fill-raised stroke-action" strokeWidth="3" />
			<circle cx="172" cy="33" r="3" className="fill-action" />
			<path d="M166.500 40.500a5.500 4.500 0 0 1 11 0z" className="fill-action" />
			<Box at={[104, 50, 78, 60]} className="fill-surface stroke-control" />
			<Bar x={112} y={58} width={46} />
			<Box at={[108, 69, 70, 17]} rx={2} className="fill-action" />
			<Label x={143} y={81} onAction>
				{label}
			</Label>
			<Bar x={112} y={95} width={34} />
		</Window>
	);
}

/** Tiles, one of them with its name. */
export function TileDrawing({ label }: { label: string }) {
	return (
		<Window>
			<Bar x={12} y={32} width={52} />
			<Box at={[12, 46, 112, 64]} className="fill-raised stroke-action" strokeWidth={3} />
			<g className="stroke-action" fill="none" strokeWidth="3">
				<circle cx="56" cy="66" r="7" />
				<path d="M63 66h22m-6 0v7m6-7v5" />
			</g>
			<Label x={68} y={99}>
				{label}
			</Label>
			<Box at={[132, 46, 50, 28]} />
			<Box at={[132, 82, 50, 28]} />
		</Window>
	);
}

/** One field, then two, then the button. */
export function FormDrawing({ label }: { label: string }) {
	return (
		<Window>
			<PasswordBox y={29} dots={6} />
			<PasswordBox y={52} dots={9} />
			<PasswordBox y={71} dots={9} />
			<Box at={[12, 93, 78, 18]} rx={2} className="fill-action" />
			<Label x={51} y={106} onAction>
				{label}
			</Label>
		</Window>
	);
}
