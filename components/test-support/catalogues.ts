import compile from "icu-minify/compile";
import type { CompiledMessage } from "icu-minify/format";
import type { CompiledCatalogue } from "#lib/text/client.tsx";
import type { Locale } from "#lib/text/locales.ts";
import ar from "../../messages/ar.json";
import de from "../../messages/de.json";
import en from "../../messages/en.json";

type Messages = { [name: string]: string | Messages };

const SOURCES: Record<Locale, Messages> = { en, de, ar };
const compiled = new Map<Locale, CompiledCatalogue>();

/** The whole catalogue of a language, compiled as in the build (`next.config.js`). */
export function catalogue(locale: Locale): CompiledCatalogue {
	const known = compiled.get(locale) ?? compileAll(SOURCES[locale]);
	compiled.set(locale, known);
	return known;
}

function compileAll(messages: Messages): CompiledCatalogue {
	const each = Object.entries(messages).map(([name, message]) => [
		name,
		typeof message === "string" ? (compile(message) as CompiledMessage) : compileAll(message),
	]);
	return Object.fromEntries(each);
}
