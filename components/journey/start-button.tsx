"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { useTranslations } from "#lib/text/client.tsx";

const AFTER_SIGN_IN = "/profile";

const loadSignIn = () => import("#lib/browser/sign-in/sign-in.ts");

/** Signs in, or goes on for who is signed in already. The sign-in code comes after the first paint. */
export function StartButton() {
	const t = useTranslations("start");
	const router = useRouter();
	const [name, setName] = useState<string>();
	const [hasFailed, setHasFailed] = useState(false);

	useEffect(() => {
		loadSignIn()
			.then(async ({ signedInAccount, startSignIn }) => {
				setName(signedInAccount(await startSignIn())?.name);
			})
			// Not being able to look ahead is no failure; the button says what is wrong when it is used.
			.catch(() => undefined);
	}, []);

	async function start() {
		if (name) return router.push(AFTER_SIGN_IN);
		setHasFailed(false);
		try {
			const { goToSignIn } = await loadSignIn();
			await goToSignIn(AFTER_SIGN_IN);
		} catch {
			setHasFailed(true);
		}
	}

	return (
		<>
			<Button onClick={start}>{name ? t("continue", { name }) : t("signIn")}</Button>
			<p role="alert" className="mt-4 text-danger">
				{hasFailed && t("unreachable")}
			</p>
		</>
	);
}
