import { isIP } from 'node:net';
import { plainHost } from '#lib/egress/allow-list';
import { isMetadataHost, judgeAddress } from '#lib/egress/judge-address';
import type { EgressPolicy } from '#lib/egress/policy';
import { refused } from '#lib/egress/refused';

/** The URL of a request, after everything that can be said of it without asking a name server. Throws `source_rejected`. */
export function judgeUrl(text: string | URL, policy: EgressPolicy): URL {
  const url = URL.parse(text);
  // Not shown: what is no URL may be a secret in the wrong place.
  if (!url) throw refused('url', 'outgoing request', 'the address is not a URL');
  const { host } = url;
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw refused('scheme', host || url.protocol, `${url.protocol} is neither http: nor https:`);
  }
  if (url.username !== '' || url.password !== '') {
    throw refused('userinfo', host, 'a user or a password in the address; they belong in a header');
  }
  const port = portOf(url);
  if (policy.ports !== null && !policy.ports.includes(port)) {
    throw refused('port', host, `port ${port} is none of EGRESS_PORTS (${policy.ports.join(', ')})`);
  }
  const name = plainHost(url.hostname);
  if (isMetadataHost(name)) throw refused('metadata', host, 'cloud metadata is never asked');
  const refusal = isIP(name) ? judgeAddress(name, { host: name, port }, policy.allow) : null;
  if (refusal) throw refused(refusal.rule, host, refusal.why);
  return url;
}

const portOf = (url: URL): number => Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
