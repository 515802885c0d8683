%% Takes reports (XEP-0377) with blocks, says so, and writes them to the log for tests to read.
-module(mod_reports).
-behaviour(gen_mod).
-export([start/2, stop/1, depends/2, mod_options/1, mod_doc/0, sent/1, features/5]).

-define(REPORTING, <<"urn:xmpp:reporting:1">>).

start(Host, _Opts) ->
    ejabberd_hooks:add(disco_local_features, Host, ?MODULE, features, 75),
    ejabberd_hooks:add(user_send_packet, Host, ?MODULE, sent, 1).
stop(Host) ->
    ejabberd_hooks:delete(disco_local_features, Host, ?MODULE, features, 75),
    ejabberd_hooks:delete(user_send_packet, Host, ?MODULE, sent, 1).
depends(_Host, _Opts) -> [{mod_disco, hard}].
mod_options(_Host) -> [].
mod_doc() -> #{}.

features({result, Features}, _From, _To, <<>>, _Lang) -> {result, [?REPORTING | Features]};
features(Acc, _From, _To, _Node, _Lang) -> Acc.

sent({Packet, _State} = Acc) ->
    [note(fxml:get_tag_attr_s(<<"jid">>, Item), Report)
     || iq <- [element(1, Packet)],
        {xmlel, <<"block">>, _, _} = Block <- xmpp:get_els(Packet),
        Item <- fxml:get_subtags(Block, <<"item">>),
        Report <- fxml:get_subtags(Item, <<"report">>)],
    Acc.

note(Jid, Report) ->
    logger:info("report of ~s: ~s", [Jid, fxml:get_tag_attr_s(<<"reason">>, Report)]).
