"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { later } from "#components/ui/later.tsx";
import { isChangeFollowed } from "#lib/browser/change/kept-change.ts";
import { loadNow } from "#lib/browser/load-later.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { useGoToSignIn } from "./use-go-to-sign-in.tsx";

const RunningChange = later(() => import("./running-change.tsx").then((m) => m.RunningChange));

const AFTER_SIGN_IN = "/profile";

const loadSession = () => loadNow(() => import("#lib/browser/sign-in/session.ts"));
const loadAccount = () => loadNow(() => import("#lib/entra/sign-in/sign-in.ts"));

/** Signs in, or continues if already signed in. The sign-in code loads after first paint. */
export function StartButton() {
	const t = useTranslations("start");
	const router = useRouter();
	const name = useSignedInName();
	const goOn = name ? () => router.push(AFTER_SIGN_IN) : undefined;
	const { press, leave, problem } = useGoToSignIn(AFTER_SIGN_IN, goOn);

	const [isRunning, setIsRunning] = useState(false);
	useEffect(() => setIsRunning(isChangeFollowed()), []);
	const endRunning = useCallback(() => {
		delete document.documentElement.dataset.change;
		setIsRunning(false);
	}, []);

	return (
		<>
			{/* Room for it from the first paint on, where this browser remembers a change. */}
			<div
				className={`min-h-60 pb-5 sm:min-h-52 ${isRunning ? "" : "hidden in-[[data-change]]:block"}`}
			>
				{isRunning && <RunningChange onOver={endRunning} />}
			</div>
			<div className="no-script:hidden flex flex-wrap gap-4">
				<Button {...press} look={isRunning ? "secondary" : "primary"}>
					{name ? t("continue", { name }) : t("signIn")}
				</Button>
				{name && (
					<Button look="secondary" onClick={() => leave("another")}>
						{t("another")}
					</Button>
				)}
			</div>
			{problem}
		</>
	);
}

/** Who is signed in; `undefined`: nobody, or not known yet. */
function useSignedInName(): string | undefined {
	const [name, setName] = useState<string>();
	useEffect(() => {
		Promise.all([loadSession(), loadAccount()])
			.then(async ([{ startSignIn }, { signedInAccount }]) => {
				setName(signedInAccount(await startSignIn())?.name);
			})
			// A failed preload is not reported; the button reports what is wrong when it is used.
			.catch(() => undefined);
	}, []);
	return name;
}
