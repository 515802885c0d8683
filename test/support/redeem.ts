/** Somebody who was sent an invitation: makes the account that it is for (XEP-0445, XEP-0077), as any client would. */
import { WebSocket } from 'ws';
import { once } from 'node:events';

/** What the server answers to the wish for an account: `result`, or the condition of its error. */
export async function redeem(service: string, uri: string, username: string, password: string): Promise<string> {
  const [, domain = '', token = ''] = /^xmpp:(?:[^@?]+@)?([^?]+)\?.*preauth=([^;]+)/.exec(uri) ?? [];
  const socket = new WebSocket(service, ['xmpp']);
  await once(socket, 'open');
  const heard: string[] = [];
  socket.on('message', (data: Buffer) => heard.push(data.toString()));
  const answer = async (sign: string): Promise<string> => {
    for (;;) {
      const found = heard.find((frame) => frame.includes(sign));
      if (found !== undefined) return found;
      await once(socket, 'message');
    }
  };
  socket.send(`<open xmlns="urn:ietf:params:xml:ns:xmpp-framing" to="${domain}" version="1.0"/>`);
  await answer('features');
  const iq = async (id: string, payload: string): Promise<string> => {
    socket.send(`<iq xmlns="jabber:client" type="set" id="${id}" to="${domain}">${payload}</iq>`);
    const frame = await answer(`id='${id}'`);
    return frame.includes("type='result'")
      ? 'result'
      : (/<([a-z-]+) xmlns='[^']*xmpp-stanzas'/.exec(frame)?.[1] ?? frame);
  };
  const admitted = await iq('preauth', `<preauth xmlns="urn:xmpp:pars:0" token="${token}"/>`);
  const fields = `<username>${username}</username><password>${password}</password>`;
  const outcome =
    admitted === 'result' ? await iq('register', `<query xmlns="jabber:iq:register">${fields}</query>`) : admitted;
  socket.close();
  return outcome;
}
