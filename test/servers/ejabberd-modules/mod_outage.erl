%% A service that fails when a test wants it to: while a file named like its host lies in the folder "outages",
%% each request is answered with the error condition that stands in it ("silence": not at all). On a pubsub
%% service that is every request (for "forbidden": those that concern nodes); on a host of people, those to
%% their private nodes (PEP), which then send no events either.
-module(mod_outage).
-behaviour(gen_mod).
-export([start/2, stop/1, depends/2, mod_options/1, mod_doc/0, filter/1]).

start(_Host, _Opts) -> ejabberd_hooks:add(filter_packet, ?MODULE, filter, 10).
stop(_Host) -> ejabberd_hooks:delete(filter_packet, ?MODULE, filter, 10).
depends(_Host, _Opts) -> [].
mod_options(_Host) -> [].
mod_doc() -> #{}.

filter(drop) -> drop;
filter(Packet) ->
    case is_event(Packet) andalso condition(element(3, xmpp:get_from(Packet))) of
        false -> filter_request(Packet);
        _ -> drop
    end.

filter_request(Packet) ->
    case is_request(Packet) andalso condition(element(3, xmpp:get_to(Packet))) of
        false -> Packet;
        Condition ->
            IsService = not lists:member(element(3, xmpp:get_to(Packet)), ejabberd_option:hosts()),
            case concerns_nodes(Packet) orelse (IsService andalso Condition /= "forbidden") of
                true -> fail(Packet, Condition);
                false -> Packet
            end
    end.

is_request(Packet) ->
    element(1, Packet) == iq andalso lists:member(xmpp:get_type(Packet), [get, set]).

is_event(Packet) ->
    element(1, Packet) == message andalso concerns_nodes(Packet).

condition(Host) ->
    case file:read_file(filename:join([os:getenv("TEST_FOLDER"), "outages", Host])) of
        {ok, Text} -> string:trim(binary_to_list(Text));
        {error, _} -> false
    end.

concerns_nodes(Packet) ->
    lists:any(fun(Payload) -> binary:match(xmpp:get_ns(Payload), <<"http://jabber.org/protocol/pubsub">>) /= nomatch end,
              xmpp:get_els(Packet)).

fail(_Packet, "silence") -> drop;
fail(Packet, Condition) ->
    ejabberd_router:route_error(Packet, condition_error(Condition)),
    drop.

condition_error("service-unavailable") -> xmpp:err_service_unavailable();
condition_error("forbidden") -> xmpp:err_forbidden();
condition_error("internal-server-error") -> xmpp:err_internal_server_error().
