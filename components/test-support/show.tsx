import type { ReactNode } from "react";
import { render } from "vitest-browser-react";
import { ErrorSummarySlot } from "#components/ui/error-summary-slot.tsx";
import { LoadingSlot } from "#components/ui/loading-slot.tsx";
import type { SignIn } from "#lib/entra/sign-in/sign-in.ts";
import { SignInContext } from "#lib/entra/sign-in/sign-in-context.tsx";
import { TextProvider } from "#lib/text/client.tsx";
import { LANGUAGES, type Locale } from "#lib/text/locales.ts";
import { catalogue } from "./catalogues.ts";

type Around = {
	locale?: Locale;
	/** Who is signed in; `signedIn()` provides somebody. */
	signIn?: SignIn;
};

/** Renders a component as on a page: in a language and its direction, below a slot for errors. */
export async function show(children: ReactNode, { locale = "en", signIn }: Around = {}) {
	document.documentElement.lang = locale;
	document.documentElement.dir = LANGUAGES[locale].direction;
	return await render(
		<TextProvider locale={locale} messages={catalogue(locale)}>
			<SignInContext value={signIn}>
				<main className="mx-auto max-w-[60rem] px-4 py-8">
					<LoadingSlot />
					<ErrorSummarySlot />
					{children}
				</main>
			</SignInContext>
		</TextProvider>,
	);
}
