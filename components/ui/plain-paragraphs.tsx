import { plainText } from "#lib/core/link/plain-text.ts";

type Props = { text: string; lang?: string | undefined; className?: string };

/**
 * Text that somebody else wrote, exactly as text: line breaks are kept, each paragraph takes its own
 * direction and cannot turn what stands around it, and nothing in it is read as HTML.
 */
export function PlainParagraphs({ text, lang, className = "" }: Props) {
	return (
		<div lang={lang} className={className}>
			{plainText(text)
				.split(/\n{2,}/)
				.map((paragraph, index) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: paragraphs have no name but their place
					<p key={index} dir="auto" className="mb-4 break-words whitespace-pre-line">
						{paragraph}
					</p>
				))}
		</div>
	);
}
