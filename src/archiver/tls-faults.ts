/** What is wrong with a certificate, by the codes of Node.js and OpenSSL. */
import type { FaultReason } from './result.js';

export const CERTIFICATE_FAULTS: Readonly<Record<string, FaultReason>> = {
  CERT_HAS_EXPIRED: 'certificate-expired',
  CERT_NOT_YET_VALID: 'certificate-not-yet-valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate-name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate-self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate-unknown-issuer',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate-unknown-issuer',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate-unknown-issuer',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate-unknown-issuer',
  CERT_UNTRUSTED: 'certificate-refused',
  CERT_REJECTED: 'certificate-refused',
  CERT_REVOKED: 'certificate-refused',
  CERT_SIGNATURE_FAILURE: 'certificate-refused',
  INVALID_CA: 'certificate-refused',
  INVALID_PURPOSE: 'certificate-refused',
};

/** What became of a connection, by the codes of the network and of OpenSSL's handshake. */
export const NETWORK_FAULTS: Readonly<Record<string, FaultReason>> = {
  ...CERTIFICATE_FAULTS,
  ENOTFOUND: 'host-not-found',
  EAI_AGAIN: 'host-not-found',
  EDNS: 'host-not-found',
  ECONNREFUSED: 'connection-refused',
  EHOSTUNREACH: 'host-unreachable',
  ENETUNREACH: 'host-unreachable',
  ETIMEDOUT: 'no-answer',
  ECONNRESET: 'connection-lost',
  EPIPE: 'connection-lost',
  ERR_SSL_WRONG_VERSION_NUMBER: 'tls-not-spoken',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'tls-not-spoken',
  EPROTO: 'tls-not-spoken',
};
