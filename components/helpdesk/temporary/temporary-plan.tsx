"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { FailureWithNextStep } from "#components/failure/failure-with-next-step.tsx";
import { useFormErrors } from "#components/site/use-form-errors.ts";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { RIGHTS } from "#lib/browser/helpdesk/as-agent.ts";
import type { TemporaryRehearsal } from "#lib/browser/helpdesk/temporary/temporary-ports.ts";
import type { Failure, Result } from "#lib/core/failure.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { ResetInstead } from "./reset-instead.tsx";

type Props = {
	rehearsal: Result<TemporaryRehearsal>;
	onSet: () => void;
	onBack: () => void;
	again: () => void;
};

const EFFECTS = ["old", "sessions", "own", "domain", "undo"] as const;
/** Reasons for which resetting the password oneself does not help either. */
const NO_RESET = ["self", "external", "disabled", "not-found"];

/** Whether a temporary password can be set, and its effects; then the agent confirms. */
export function TemporaryPlan({ rehearsal, onSet, onBack, again }: Props) {
	const t = useTranslations("temporary");
	if (!rehearsal.ok) return <FailureWithNextStep failure={rehearsal.failure} again={again} />;
	if (!("leftOut" in rehearsal.value)) {
		return <Confirm rehearsal={rehearsal.value} onSet={onSet} onBack={onBack} />;
	}
	return (
		<div role="alert">
			<Notice look="warning" heading={t("cannotHeading")}>
				<WhyNot leftOut={rehearsal.value.leftOut} />
			</Notice>
		</div>
	);
}

/** Why the agent cannot set one, and what may help instead. */
export function WhyNot({ leftOut }: { leftOut: string }) {
	const t = useTranslations("temporary");
	const reason = leftOut in CANNOT ? (leftOut as keyof typeof CANNOT) : "not-found";
	return (
		<>
			<p>{t(`cannot.${reason}`)}</p>
			{!NO_RESET.includes(leftOut) && <ResetInstead />}
		</>
	);
}

/** The reasons of a plan that can apply to a single person. */
const CANNOT = {
	self: true,
	external: true,
	synchronised: true,
	disabled: true,
	restricted: true,
	"role-holder": true,
	"role-too-low": true,
	"not-found": true,
};

type ConfirmProps = {
	rehearsal: Exclude<TemporaryRehearsal, { leftOut: unknown }>;
	onSet: () => void;
	onBack: () => void;
};

const MAY_NOT_SET: Failure = { code: "right-missing", scope: RIGHTS["expire-passwords"] };

function Confirm({ rehearsal: { person, read }, onSet, onBack }: ConfirmProps) {
	const t = useTranslations("temporary");
	const first = useRef<HTMLDivElement>(null);
	useEffect(() => first.current?.focus(), []);
	if (!read.mayExpire) return <FailureWithNextStep failure={MAY_NOT_SET} />;
	const mayRefuse = read.reach === "perhaps-people-without-role" || read.rolesFailure !== undefined;
	return (
		<>
			<div ref={first} tabIndex={-1}>
				<Notice look="warning" heading={t("effectsHeading")}>
					<ul className="mt-2 list-disc space-y-2 ps-6">
						{EFFECTS.map((effect) => (
							<li key={effect}>{t(`effects.${effect}`)}</li>
						))}
					</ul>
				</Notice>
			</div>
			{mayRefuse && <Notice look="warning">{t("mayRefuse")}</Notice>}
			<ConfirmForm name={person.displayName} onSet={onSet} onBack={onBack} />
		</>
	);
}

type FormProps = { name: string; onSet: () => void; onBack: () => void };

/** A caller may be anybody, so the agent confirms their identity. */
function ConfirmForm({ name, onSet, onBack }: FormProps) {
	const t = useTranslations("temporary");
	const [isSure, setIsSure] = useState(false);
	const form = useFormErrors();
	const error = form.errorAt("sure");

	function submit(event: FormEvent) {
		event.preventDefault();
		if (isSure) return onSet();
		form.report([{ message: t("sureMissing"), field: "sure" }]);
		document.getElementById("sure")?.focus();
	}

	return (
		<form noValidate onSubmit={submit} onInput={form.noteInput}>
			{error && (
				<p id="sure-error" className="font-semibold text-danger">
					{error}
				</p>
			)}
			<label className="mb-4 flex min-h-11 items-center gap-3">
				<input
					id="sure"
					type="checkbox"
					className="size-6 shrink-0 accent-action"
					checked={isSure}
					{...(error && { "aria-describedby": "sure-error", "aria-invalid": true })}
					onChange={({ target }) => setIsSure(target.checked)}
				/>
				<span>{t("sure", { name })}</span>
			</label>
			<div className="flex flex-wrap gap-4">
				<Button type="submit">{t("set")}</Button>
				<Button look="secondary" onClick={onBack}>
					{t("back")}
				</Button>
			</div>
		</form>
	);
}
