import { TEXT_LINK } from "./text-link.ts";

/** A telephone number, left-to-right in every language; a link if it can be dialled. */
export function PhoneNumber({ uri, children }: { uri: string | undefined; children: string }) {
	const number = (
		<bdi dir="ltr" className="whitespace-nowrap">
			{children}
		</bdi>
	);
	if (!uri) return number;
	return (
		<a className={TEXT_LINK} href={uri}>
			{number}
		</a>
	);
}
