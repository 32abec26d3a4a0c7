import { plainText } from "#lib/core/link/plain-text.ts";

type Props = { text: string; lang?: string | undefined; className?: string };

/**
 * Text written by others, shown as plain text: line breaks are kept, each paragraph has its own
 * direction and cannot affect its surroundings, and nothing in it is interpreted as HTML.
 */
export function PlainParagraphs({ text, lang, className = "" }: Props) {
	return (
		<div lang={lang} className={className}>
			{plainText(text)
				.split(/\n{2,}/)
				.map((paragraph, index) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: paragraphs have no key but their position
					<p key={index} dir="auto" className="mb-4 break-words whitespace-pre-line">
						{paragraph}
					</p>
				))}
		</div>
	);
}
