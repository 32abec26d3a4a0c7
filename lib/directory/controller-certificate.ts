import { isIP } from "node:net";
import { connect as connectTls, type DetailedPeerCertificate } from "node:tls";
import { type CertificateRules, codeOf, controllerTls, hostOf, portOf } from "./controller-tls.ts";

const TIMEOUT_MS = 3_000;

/** A controller's certificate, as far as it could be read. */
export type CertificateFacts =
	| {
			ok: true;
			/** Node's error code if it is not trusted; `undefined`: it is trusted. */
			trustError: string | undefined;
			/** Its subject and its issuer. */
			names: string;
			issuer: string;
			/** When it, or a certificate in its chain, expires. */
			validTo: Date;
	  }
	/** No TLS connection; Node's error code. */
	| { ok: false; code: string };

/** Starts a TLS connection like the portal's and describes the certificate. Sends nothing over it. */
export function readCertificate(url: string, rules: CertificateRules): Promise<CertificateFacts> {
	const host = hostOf(url);
	return new Promise((resolve) => {
		const socket = connectTls({
			host,
			port: portOf(url),
			...(isIP(host) === 0 && { servername: host }),
			...controllerTls(rules, url),
			// Only here: an untrusted certificate has to be read in order to say what is wrong with it.
			rejectUnauthorized: false,
			timeout: TIMEOUT_MS,
		});
		const end = (facts: CertificateFacts) => {
			socket.destroy();
			resolve(facts);
		};
		socket.once("secureConnect", () => {
			const trustError = socket.authorized ? undefined : String(socket.authorizationError);
			end({ ok: true, trustError, ...describe(socket.getPeerCertificate(true)) });
		});
		socket.once("timeout", () => end({ ok: false, code: "ETIMEDOUT" }));
		socket.once("error", (error) => end({ ok: false, code: codeOf(error) }));
	});
}

function describe(certificate: DetailedPeerCertificate) {
	return {
		names: certificate.subjectaltname ?? String(certificate.subject?.CN ?? ""),
		issuer: String(certificate.issuer?.CN ?? certificate.issuer?.O ?? ""),
		validTo: new Date(Math.min(...chain(certificate).map((one) => Date.parse(one.valid_to)))),
	};
}

/** A certificate and its issuers; a root is its own issuer. */
function chain(certificate: DetailedPeerCertificate): DetailedPeerCertificate[] {
	const links = [certificate];
	for (let one = certificate.issuerCertificate; one && !links.includes(one); ) {
		links.push(one);
		one = one.issuerCertificate;
	}
	return links;
}
