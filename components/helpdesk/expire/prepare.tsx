"use client";

import { useEffect, useRef, useState } from "react";
import { FailureWithNextStep } from "#components/failure/failure-with-next-step.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import { type Rehearsed, readForRehearsal } from "#lib/browser/helpdesk/expire/expiry-calls.ts";
import { settled } from "#lib/browser/settled.ts";
import type { Candidate, Unread } from "#lib/core/cohort/expiry-plan.ts";
import type { Result } from "#lib/core/failure.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";
import { ChoosePeople } from "./choose-people.tsx";
import { Rehearsal } from "./rehearsal.tsx";

type Props = { onStart: (people: readonly Candidate[]) => void };

/** From a list of people to a rehearsal that the agent confirms. */
export function Prepare({ onStart }: Props) {
	const { keys, unread, read, done, isReturn, rehearse, back } = useRehearsal();
	const t = useTranslations("expire");
	if (keys.length === 0) return <ChoosePeople isReturn={isReturn} onChosen={rehearse} />;
	if (!read) {
		return (
			<>
				<Loading>{t("reading", { done, total: keys.length })}</Loading>
				<ProgressBar aria-label={t("rehearse")} value={done} max={keys.length} />
			</>
		);
	}
	const again = () => rehearse(keys, unread);
	if (!read.ok) {
		return (
			<>
				<FailureWithNextStep failure={read.failure} again={again} />
				<ChoosePeople isReturn={false} onChosen={rehearse} />
			</>
		);
	}
	return (
		<Rehearsal
			read={read.value}
			unread={[...unread, ...read.value.unread]}
			onStart={onStart}
			onBack={back}
			again={again}
		/>
	);
}

function useRehearsal() {
	const signIn = useSignIn();
	const [keys, setKeys] = useState<readonly string[]>([]);
	const [unread, setUnread] = useState<readonly Unread[]>([]);
	const [read, setRead] = useState<Result<Rehearsed>>();
	const [done, setDone] = useState(0);
	const [isReturn, setReturn] = useState(false);
	/** Aborts the latest rehearsal when another starts or the page is left. */
	const latest = useRef(new AbortController());
	useEffect(() => () => latest.current.abort(), []);

	async function rehearse(wanted: readonly string[], left: readonly Unread[]) {
		latest.current.abort();
		latest.current = new AbortController();
		const { signal } = latest.current;
		setKeys(wanted);
		setUnread(left);
		setRead(undefined);
		setDone(0);
		const onProgress = (count: number) => signal.aborted || setDone(count);
		const result = await settled(() => readForRehearsal(signIn, wanted, { onProgress, signal }));
		if (!signal.aborted) setRead(result);
	}

	function back() {
		latest.current.abort();
		setKeys([]);
		setRead(undefined);
		setReturn(true);
	}

	return {
		keys,
		unread,
		read,
		done,
		isReturn,
		back,
		rehearse: (wanted: readonly string[], left: readonly Unread[]) => void rehearse(wanted, left),
	};
}
