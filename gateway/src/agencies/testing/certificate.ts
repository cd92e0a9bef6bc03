import { createHash, generateKeyPairSync, sign } from "node:crypto";

/** A certificate that vouches for itself, and its key, as PEM. */
export interface TestCertificate {
  readonly cert: string;
  readonly key: string;
  /** SHA-256 of its public key, as policies pin it. */
  readonly pin: string;
}

const DAY = 86_400_000;

/** Makes a certificate for one host, written as X.509 writes them; every run has its own. */
export function certificateFor(host: string, { from = -DAY, to = DAY } = {}): TestCertificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const spki = publicKey.export({ type: "spki", format: "der" });
  const now = Date.now();
  const name = sequence(set(sequence(COMMON_NAME, der(0x0c, Buffer.from(host)))));
  const extensions = sequence(
    sequence(ALTERNATIVE_NAMES, der(0x04, sequence(der(0x82, Buffer.from(host))))),
    sequence(BASIC_CONSTRAINTS, der(0x04, sequence(der(0x01, Buffer.of(0xff))))),
  );
  const signed = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.of(1 + Math.floor(Math.random() * 100))),
    sequence(ECDSA_SHA256),
    name,
    sequence(time(now + from), time(now + to)),
    name,
    spki,
    der(0xa3, extensions),
  );
  const signature = der(0x03, Buffer.of(0), sign("sha256", signed, privateKey));
  const whole = sequence(signed, sequence(ECDSA_SHA256), signature).toString("base64");
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${whole.replace(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`,
    key: String(privateKey.export({ type: "pkcs8", format: "pem" })),
    pin: createHash("sha256").update(spki).digest("base64"),
  };
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
const set = (...parts: readonly Buffer[]): Buffer => der(0x31, ...parts);
const identifier = (...bytes: readonly number[]): Buffer => der(0x06, Buffer.from(bytes));
const COMMON_NAME = identifier(0x55, 4, 3);
const ALTERNATIVE_NAMES = identifier(0x55, 0x1d, 17);
const BASIC_CONSTRAINTS = identifier(0x55, 0x1d, 19);
const ECDSA_SHA256 = identifier(0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2);

function time(milliseconds: number): Buffer {
  const digits = new Date(milliseconds).toISOString().replace(/[-:T]/g, "").slice(2, 14);
  return der(0x17, Buffer.from(`${digits}Z`));
}
