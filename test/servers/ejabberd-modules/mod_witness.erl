%% Writes down what presence people send, one line for each, whatever becomes of it: "type from to".
-module(mod_witness).
-behaviour(gen_mod).
-export([start/2, stop/1, depends/2, mod_options/1, mod_doc/0, sent/1]).

start(Host, _Opts) -> ejabberd_hooks:add(user_send_packet, Host, ?MODULE, sent, 1).
stop(Host) -> ejabberd_hooks:delete(user_send_packet, Host, ?MODULE, sent, 1).
depends(_Host, _Opts) -> [].
mod_options(_Host) -> [].
mod_doc() -> #{}.

sent({Packet, _State} = Acc) ->
    case {element(1, Packet), xmpp:get_type(Packet)} of
        {presence, Type} when Type /= available, Type /= unavailable -> note(Type, Packet);
        _ -> ok
    end,
    Acc.

note(Type, Packet) ->
    Line = io_lib:format("~s ~s ~s~n", [Type, bare(xmpp:get_from(Packet)), bare(xmpp:get_to(Packet))]),
    ok = file:write_file(filename:join(os:getenv("TEST_FOLDER"), "presence.txt"), Line, [append]).

bare(Jid) -> jid:encode(jid:remove_resource(Jid)).
