// The floor: the shortest sign-in there is (PLAIN), and a loop that answers each request, and asks in return. It
// keeps nothing, checks nothing, parses nothing that it need not, and would be unsafe anywhere but here.
const FRAMING = 'urn:ietf:params:xml:ns:xmpp-framing';
const waiting = [];
let socket;
let accepts = false;
let wantsRoster = false;

addEventListener('message', ({ data }) => {
  if (data.signIn) signIn(data.signIn);
  if (data.accept) accept(waiting.shift());
});

function signIn({ service, domain, jid, password, policy, roster }) {
  wantsRoster = roster === 'yes';
  accepts = policy === 'accept-all';
  const open = `<open xmlns="${FRAMING}" version="1.0" to="${domain}"/>`;
  const proof = btoa(`\0${jid.split('@')[0]}\0${password}`);
  const auth = `<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="PLAIN">${proof}</auth>`;
  const bind = '<iq xmlns="jabber:client" type="set" id="b"><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"/></iq>';
  // Sent one after the other, not one upon the other: nobody has to wait for features that are known.
  socket = new WebSocket(service, 'xmpp');
  socket.onopen = () => socket.send(open + '');
  socket.onmessage = ({ data }) => {
    if (data.includes('<mechanisms')) socket.send(auth);
    else if (data.startsWith('<success')) socket.send(open);
    else if (data.includes('xmpp-bind') && data.includes('features')) socket.send(bind);
    else if (/^<iq[^>]* id=["']b["']/.test(data)) {
      if (wantsRoster)
        socket.send('<iq xmlns="jabber:client" type="get" id="r"><query xmlns="jabber:iq:roster"/></iq>');
      socket.send('<presence xmlns="jabber:client"/>');
      socket.onmessage = take;
    }
  };
}

function take({ data }) {
  if (wantsRoster && /^<iq[^>]* type=["']set["']/.test(data)) {
    socket.send(`<iq xmlns="jabber:client" type="result" id="${/ id=["']([^"']*)/.exec(data)[1]}"/>`);
    return;
  }
  if (!/^<presence[^>]* type=["']subscribe["']/.test(data)) return;
  const from = / from=["']([^"']*)/.exec(data)[1];
  if (accepts) {
    accept(from);
    return;
  }
  waiting.push(from);
  tell();
}

function accept(jid) {
  if (jid === undefined) return;
  socket.send(`<presence xmlns="jabber:client" type="subscribed" to="${jid}"/>`);
  socket.send(`<presence xmlns="jabber:client" type="subscribe" to="${jid}"/>`);
  if (!accepts) tell();
}

let told = false;
function tell() {
  if (told) return;
  told = true;
  setTimeout(() => {
    told = false;
    postMessage({ waiting: waiting.length });
  });
}
