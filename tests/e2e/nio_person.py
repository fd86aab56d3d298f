"""A person at matrix-nio (vodozemac), the library of most Python bots and clients: commands come and events go as one JSON object a line."""

import asyncio
import json
import sys
import tempfile

from nio import AsyncClient, AsyncClientConfig, JoinError, MegolmEvent, RoomMessage


def tell(**fields):
    print(json.dumps(fields), flush=True)


async def main(url, user, password):
    client = AsyncClient(
        url,
        user,
        store_path=tempfile.mkdtemp(),
        config=AsyncClientConfig(encryption_enabled=True, store_sync_tokens=True),
    )
    await client.login(password, device_name="nio")

    def event(room, event):
        content = event.source.get("content", {})
        tell(
            type="undecryptable" if isinstance(event, MegolmEvent) else "message",
            room=room.room_id,
            event=event.event_id,
            sender=event.sender,
            at=event.server_timestamp,
            body=None if isinstance(event, MegolmEvent) else event.body,
            encrypted=isinstance(event, MegolmEvent) or event.decrypted,
            reply=content.get("m.relates_to", {}).get("m.in_reply_to", {}).get("event_id"),
        )

    client.add_event_callback(event, (RoomMessage, MegolmEvent))
    await client.sync(timeout=0, full_state=True)
    tell(type="ready", user=client.user_id)
    syncing = asyncio.create_task(client.sync_forever(timeout=10_000))
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        command = json.loads(line)
        if command["do"] == "join":
            joined = await client.join(command["room"])
            if isinstance(joined, JoinError):
                raise RuntimeError(str(joined))
            while command["room"] not in client.rooms:
                await client.synced.wait()
        elif command["do"] == "create":
            encryption = {"algorithm": "m.megolm.v1.aes-sha2"}
            state = [{"type": "m.room.encryption", "state_key": "", "content": encryption}]
            made = await client.room_create(invite=command["invite"], is_direct=command["direct"], initial_state=state)
            while made.room_id not in client.rooms:
                await client.synced.wait()
            tell(type="done", id=command["id"], value=made.room_id)
            continue
        elif command["do"] == "say":
            content = {"msgtype": "m.text", "body": command["body"]}
            sent = await client.room_send(command["room"], "m.room.message", content, ignore_unverified_devices=True)
            tell(type="done", id=command["id"], value=getattr(sent, "event_id", None), problem=str(sent))
            continue
        elif command["do"] == "members":
            members = sorted(member for member in client.rooms[command["room"]].users)
            tell(type="done", id=command["id"], value=members)
            continue
        tell(type="done", id=command["id"], value=None)
    syncing.cancel()
    await client.close()


asyncio.run(main(*sys.argv[1:]))
