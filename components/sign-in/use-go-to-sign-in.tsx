import { useFailureText } from "#components/failure/failure-text.ts";
import { loadNow } from "#lib/browser/load-later.ts";
import { tabStorageFailure } from "#lib/browser/site/storage.ts";
import { useEarlyPress } from "#lib/browser/site/use-early-press.ts";
import { useAction } from "#lib/browser/use-action.ts";
import type { WhichAccount } from "#lib/entra/sign-in/go-to-sign-in.ts";

const loadSession = () => loadNow(() => import("#lib/browser/sign-in/session.ts"));

/**
 * For a button in the prerendered page, whose sign-in code loads after first paint.
 *
 * @param instead what a press does instead, if anything
 * @returns the button's properties, a function that leaves for another account, and what went wrong, to show
 */
export function useGoToSignIn(returnTo: string, instead?: () => void) {
	const text = useFailureText();
	const { act, failure } = useAction();

	const leave = (which?: WhichAccount) =>
		void act(async () => {
			const storageFailure = tabStorageFailure();
			if (storageFailure) return { ok: false, failure: storageFailure };
			const { leaveToSignIn } = await loadSession();
			const stays = await leaveToSignIn(returnTo, which);
			return stays ? { ok: false, failure: stays } : { ok: true, value: null };
		});
	const press = useEarlyPress(() => (instead ? instead() : leave()));
	// The page's frame reports that the page is old.
	const isShown = failure && failure.code !== "page-old";
	const problem = (
		<p role="alert" className="mt-4 text-danger empty:hidden">
			{isShown && text(failure)}
		</p>
	);
	return { press, leave, problem };
}
