import type { ReactNode } from "react";
import { CopyButton } from "#components/ui/copy-button.tsx";

type Props = {
	label: string;
	text: string;
	language: string;
	direction: "ltr" | "rtl";
	children?: ReactNode;
};

/** A text of several lines that can be copied with one click. */
export function CopyText({ label, text, language, direction, children }: Props) {
	return (
		<section className="my-6">
			<h3 className="mb-2 text-base font-bold">{label}</h3>
			<section
				// biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable box must be reachable by keyboard
				tabIndex={0}
				aria-label={label}
				lang={language}
				dir={direction}
				className="max-h-72 overflow-auto rounded-control border border-line bg-raised p-3 text-sm [unicode-bidi:plaintext] break-words whitespace-pre-wrap"
			>
				{text}
			</section>
			<div className="mt-2">
				<CopyButton label={label} value={text}>
					{children}
				</CopyButton>
			</div>
		</section>
	);
}
