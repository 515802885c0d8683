%% Writes down what people do, one line for each: a presence that they send, whatever becomes of it ("subscribed FROM TO"),
%% a request that the server takes for them ("took subscribe FROM TO"), also one that it sends itself a second time,
%% and a stream that they resume ("resumed WHO").
-module(mod_witness).
-behaviour(gen_mod).
-export([start/2, stop/1, depends/2, mod_options/1, mod_doc/0, sent/1, took/2, resumed/1]).

start(Host, _Opts) ->
    ejabberd_hooks:add(user_send_packet, Host, ?MODULE, sent, 1),
    ejabberd_hooks:add(roster_in_subscription, Host, ?MODULE, took, 1),
    ejabberd_hooks:add(c2s_session_resumed, Host, ?MODULE, resumed, 1).
stop(Host) ->
    ejabberd_hooks:delete(user_send_packet, Host, ?MODULE, sent, 1),
    ejabberd_hooks:delete(roster_in_subscription, Host, ?MODULE, took, 1),
    ejabberd_hooks:delete(c2s_session_resumed, Host, ?MODULE, resumed, 1).
depends(_Host, _Opts) -> [].
mod_options(_Host) -> [].
mod_doc() -> #{}.

sent({Packet, _State} = Acc) ->
    case {element(1, Packet), xmpp:get_type(Packet)} of
        {presence, Type} when Type /= available, Type /= unavailable ->
            note([atom_to_binary(Type), bare(xmpp:get_from(Packet)), bare(xmpp:get_to(Packet))]);
        _ -> ok
    end,
    Acc.

took(Acc, Presence) ->
    note([<<"took">>, atom_to_binary(xmpp:get_type(Presence)), bare(xmpp:get_from(Presence)), bare(xmpp:get_to(Presence))]),
    Acc.

resumed(#{jid := Jid} = State) ->
    note([<<"resumed">>, bare(Jid)]),
    State.

note(Words) ->
    File = filename:join(os:getenv("TEST_FOLDER"), "witness.txt"),
    ok = file:write_file(File, [lists:join(<<" ">>, Words), <<"\n">>], [append]).

bare(Jid) -> jid:encode(jid:remove_resource(Jid)).
