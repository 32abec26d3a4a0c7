"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { loadNow, PageIsOld } from "#lib/browser/load-later.ts";
import { canKeepForTab } from "#lib/browser/site/storage.ts";
import { useEarlyPress } from "#lib/browser/site/use-early-press.ts";
import type { WhichAccount } from "#lib/entra/sign-in/go-to-sign-in.ts";
import { useTranslations } from "#lib/text/client.tsx";

const AFTER_SIGN_IN = "/profile";

const loadSession = () => loadNow(() => import("#lib/browser/sign-in/session.ts"));
const loadAccount = () => loadNow(() => import("#lib/entra/sign-in/sign-in.ts"));
const loadLeaving = () => loadNow(() => import("#lib/entra/sign-in/go-to-sign-in.ts"));

type Problem = "storageBlocked" | "redirectBlocked" | "unreachable";

/** Signs in, or goes on for who is signed in already. The sign-in code comes after the first paint. */
export function StartButton() {
	const t = useTranslations("start");
	const router = useRouter();
	const name = useSignedInName();
	const [problem, setProblem] = useState<Problem>();

	async function leave(which?: WhichAccount) {
		setProblem(undefined);
		setProblem(await goOrSayWhyNot(which));
	}

	const press = useEarlyPress(() => (name ? router.push(AFTER_SIGN_IN) : void leave()));

	return (
		<>
			<div className="flex flex-wrap gap-4">
				<Button {...press}>{name ? t("continue", { name }) : t("signIn")}</Button>
				{name && (
					<Button look="secondary" onClick={() => void leave("another")}>
						{t("another")}
					</Button>
				)}
			</div>
			<p role="alert" className="mt-4 text-danger">
				{problem && t(problem)}
			</p>
		</>
	);
}

/** Who is signed in; `undefined`: nobody, or it is not known yet. */
function useSignedInName(): string | undefined {
	const [name, setName] = useState<string>();
	useEffect(() => {
		Promise.all([loadSession(), loadAccount()])
			.then(async ([{ startSignIn }, { signedInAccount }]) => {
				setName(signedInAccount(await startSignIn())?.name);
			})
			// Not being able to look ahead is no failure; the button says what is wrong when it is used.
			.catch(() => undefined);
	}, []);
	return name;
}

async function goOrSayWhyNot(which?: WhichAccount): Promise<Problem | undefined> {
	if (!canKeepForTab()) return "storageBlocked";
	try {
		const [{ startSignIn }, { goToSignIn }] = await Promise.all([loadSession(), loadLeaving()]);
		const failure = await goToSignIn(await startSignIn(), AFTER_SIGN_IN, which);
		if (!failure || failure.kind === "cancelled") return undefined;
		return failure.kind === "tenant-unreachable" ? "unreachable" : "redirectBlocked";
	} catch (error) {
		// The frame of the page says that it is old.
		return error instanceof PageIsOld ? undefined : "unreachable";
	}
}
