import { TEXT_LINK } from "./text-link.ts";

/** A telephone number, which reads from left to right everywhere; a link when it is known how to dial it. */
export function PhoneNumber({ uri, children }: { uri: string | undefined; children: string }) {
	const number = <bdi dir="ltr">{children}</bdi>;
	if (!uri) return number;
	return (
		<a className={TEXT_LINK} href={uri}>
			{number}
		</a>
	);
}
