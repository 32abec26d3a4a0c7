import { getLocale, getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import { type CompiledCatalogue, TextProvider } from "#lib/text/client.tsx";
import type messages from "../../messages/en.json";

type Namespace = keyof typeof messages;

/** Gives client components only the parts of the catalogue that they need: they are embedded in the page. */
export async function TextFor({ of, children }: { of: Namespace[]; children: ReactNode }) {
	const all: CompiledCatalogue = await getMessages();
	const picked = Object.fromEntries(of.flatMap((name) => (all[name] ? [[name, all[name]]] : [])));
	return (
		<TextProvider locale={await getLocale()} messages={picked}>
			{children}
		</TextProvider>
	);
}
