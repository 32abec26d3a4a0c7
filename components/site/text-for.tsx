import { NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import type messages from "../../messages/en.json";

type Namespace = keyof typeof messages;

/** Gives client components the parts of the catalogue that they need, and no others: they travel in the page. */
export async function TextFor({ of, children }: { of: Namespace[]; children: ReactNode }) {
	const all = await getMessages();
	const picked = Object.fromEntries(of.map((name) => [name, all[name]]));
	return <NextIntlClientProvider messages={picked}>{children}</NextIntlClientProvider>;
}
