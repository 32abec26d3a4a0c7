import { z } from "zod";
import { TEMPLATES } from "../people.ts";

const times = z.int().positive().optional();

const fault = z.discriminatedUnion("kind", [
	z.strictObject({
		kind: z.literal("status"),
		status: z.int().min(400).max(599),
		code: z.string().optional(),
		message: z.string().optional(),
		retryAfterSeconds: z.int().nonnegative().optional(),
		times,
	}),
	z.strictObject({ kind: z.literal("cut-before"), times }),
	z.strictObject({ kind: z.literal("cut-after"), times }),
	z.strictObject({ kind: z.literal("resent"), times }),
	z.strictObject({ kind: z.literal("slow"), ms: z.int().nonnegative(), times }),
	z.strictObject({
		kind: z.literal("claims-challenge"),
		claims: z.string().optional(),
		interactive: z.boolean().optional(),
		times,
	}),
	z.strictObject({ kind: z.literal("lag"), ms: z.int().nonnegative(), times }),
]);

/** `POST /practice/faults`. */
export const newFault = z.strictObject({
	personId: z.string().optional(),
	operation: z.string().optional(),
	fault,
});

/** `PATCH /practice/people/<id>`, and the overrides of a new person. */
export const personChanges = z
	.strictObject({
		userPrincipalName: z.string(),
		displayName: z.string(),
		givenName: z.string(),
		surname: z.string(),
		mailNickname: z.string(),
		mail: z.string().nullable(),
		userType: z.enum(["Member", "Guest"]),
		identities: z.array(
			z.strictObject({ signInType: z.string(), issuer: z.string(), issuerAssignedId: z.string() }),
		),
		accountEnabled: z.boolean(),
		onPremisesSyncEnabled: z.boolean().nullable(),
		passwordPolicies: z.string().nullable(),
		forceChangePasswordNextSignIn: z.boolean(),
		directoryRoles: z.array(z.string()),
		appRoles: z.array(z.string()),
		signInRefusal: z.enum(["not-assigned", "conditional-access"]).nullable(),
		passwordless: z.boolean(),
		domainAccount: z.enum(["absent", "old-keys"]),
		purpose: z.string(),
	})
	.partial();

/** `POST /practice/people`. */
export const newPerson = z.strictObject({
	template: z.enum(TEMPLATES),
	overrides: personChanges
		.extend({
			id: z.guid().toLowerCase(),
			lastPasswordChangeDateTime: z.iso.datetime(),
			password: z.string(),
		})
		.partial()
		.default({}),
});

/** `POST /practice/consent`. */
export const consentChange = z.strictObject({
	scopes: z.array(z.string()).optional(),
	isCumulative: z.boolean().optional(),
});

/** `POST /practice/cors`. */
export const corsChange = z.strictObject({
	exposesWwwAuthenticate: z.boolean().optional(),
	exposesRetryAfter: z.boolean().optional(),
});
