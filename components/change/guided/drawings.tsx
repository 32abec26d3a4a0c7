import type { ReactNode } from "react";
import { Bar, Drawing, Label, PasswordBox } from "./drawing-parts.tsx";

/** A browser's window. */
export function Window({ children }: { children: ReactNode }) {
	return (
		<Drawing isPage>
			<rect
				x="1"
				y="1"
				width="190"
				height="118"
				rx="6"
				className="fill-surface stroke-control"
				strokeWidth="2"
			/>
			<path d="M1 22h190" className="stroke-control" strokeWidth="2" />
			<g className="fill-control">
				<circle cx="12" cy="12" r="3" />
				<circle cx="22" cy="12" r="3" />
				<circle cx="32" cy="12" r="3" />
			</g>
			<rect x="44" y="7" width="138" height="10" rx="5" className="fill-raised stroke-line" />
			{children}
		</Drawing>
	);
}

/** A sign-in form in the middle. */
export function SignInDrawing() {
	return (
		<Window>
			<rect x="52" y="32" width="88" height="78" rx="4" className="fill-raised stroke-line" />
			<Bar x={62} y={42} width={40} />
			<rect x="62" y="54" width="68" height="13" rx="2" className="fill-surface stroke-control" />
			<rect x="62" y="72" width="68" height="13" rx="2" className="fill-surface stroke-control" />
			<rect x="94" y="91" width="36" height="12" rx="2" className="fill-action" />
		</Window>
	);
}

/** One's own picture in the corner, and Profile below it. */
export function ProfileDrawing({ label }: { label: string }) {
	return (
		<Window>
			<Bar x={12} y={34} width={44} />
			<rect x="12" y="50" width="34" height="26" rx="3" className="fill-raised stroke-line" />
			<rect x="54" y="50" width="34" height="26" rx="3" className="fill-raised stroke-line" />
			<circle cx="172" cy="36" r="9" className="fill-raised stroke-action" strokeWidth="3" />
			<circle cx="172" cy="33" r="3" className="fill-action" />
			<path d="M166.500 40.500a5.500 4.500 0 0 1 11 0z" className="fill-action" />
			<rect x="104" y="50" width="78" height="60" rx="3" className="fill-surface stroke-control" />
			<Bar x={112} y={58} width={46} />
			<rect x="108" y="69" width="70" height="17" rx="2" className="fill-action" />
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
			<rect
				x="12"
				y="46"
				width="112"
				height="64"
				rx="3"
				className="fill-raised stroke-action"
				strokeWidth="3"
			/>
			<g className="stroke-action" fill="none" strokeWidth="3">
				<circle cx="56" cy="66" r="7" />
				<path d="M63 66h22m-6 0v7m6-7v5" />
			</g>
			<Label x={68} y={99}>
				{label}
			</Label>
			<rect x="132" y="46" width="50" height="28" rx="3" className="fill-raised stroke-line" />
			<rect x="132" y="82" width="50" height="28" rx="3" className="fill-raised stroke-line" />
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
			<rect x="12" y="93" width="78" height="18" rx="2" className="fill-action" />
			<Label x={51} y={106} onAction>
				{label}
			</Label>
		</Window>
	);
}
