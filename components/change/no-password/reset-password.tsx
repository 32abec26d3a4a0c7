"use client";

import { useContext } from "react";
import { SignInContext } from "#lib/entra/sign-in/sign-in-context.tsx";
import { ResetOffer } from "./reset-offer.tsx";

/**
 * Shown if the organisation lets people reset their password themselves, signed in or not; nothing
 * while the settings are loading.
 */
export function ResetPassword() {
	const resetUrl = useContext(SignInContext)?.config.change.resetUrl;
	return (
		resetUrl && (
			<div className="mb-6">
				<ResetOffer href={resetUrl} />
			</div>
		)
	);
}
