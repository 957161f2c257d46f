// A Slack app written with the independent Go client: the local workspace has to satisfy it as well as Bolt.
// It connects in Socket Mode, answers /peer with a message, its edit, a reply and a file, and answers clicks and mentions.
// Every step is a line of JSON on standard output; SLACK_API_URL, SLACK_BOT_TOKEN and SLACK_APP_TOKEN say where to go.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"
)

func say(step string, more map[string]interface{}) {
	if more == nil {
		more = map[string]interface{}{}
	}
	more["step"] = step
	line, _ := json.Marshal(more)
	fmt.Println(string(line))
}

func must(step string, err error) {
	if err != nil {
		say("failed", map[string]interface{}{"at": step, "error": err.Error()})
		os.Exit(1)
	}
}

func main() {
	api := slack.New(os.Getenv("SLACK_BOT_TOKEN"),
		slack.OptionAPIURL(os.Getenv("SLACK_API_URL")),
		slack.OptionAppLevelToken(os.Getenv("SLACK_APP_TOKEN")))
	who, err := api.AuthTest()
	must("auth.test", err)
	say("authenticated", map[string]interface{}{"user": who.UserID, "team": who.TeamID, "bot": who.BotID})

	client := socketmode.New(api)
	go func() {
		for event := range client.Events {
			handle(api, client, event)
		}
	}()
	must("run", client.Run())
}

func handle(api *slack.Client, client *socketmode.Client, event socketmode.Event) {
	switch event.Type {
	case socketmode.EventTypeHello:
		say("hello", map[string]interface{}{"connections": event.Request.NumConnections})
	case socketmode.EventTypeDisconnect:
		say("disconnect", nil)
	case socketmode.EventTypeSlashCommand:
		command := event.Data.(slack.SlashCommand)
		client.Ack(*event.Request, map[string]interface{}{"text": "heard " + command.Text})
		answer(api, command)
	case socketmode.EventTypeInteractive:
		callback := event.Data.(slack.InteractionCallback)
		client.Ack(*event.Request)
		action := callback.ActionCallback.BlockActions[0]
		say("clicked", map[string]interface{}{"action": action.ActionID, "value": action.Value, "user": callback.User.ID,
			"message": callback.Message.Timestamp, "channel": callback.Channel.ID})
	case socketmode.EventTypeEventsAPI:
		client.Ack(*event.Request)
		inner := event.Data.(slackevents.EventsAPIEvent).InnerEvent
		if mention, ok := inner.Data.(*slackevents.AppMentionEvent); ok {
			say("mentioned", map[string]interface{}{"text": mention.Text, "thread": mention.ThreadTimeStamp})
		}
	}
}

func answer(api *slack.Client, command slack.SlashCommand) {
	button := slack.NewButtonBlockElement("go", "yes", slack.NewTextBlockObject("plain_text", "Go", false, false))
	text := slack.NewSectionBlock(slack.NewTextBlockObject("mrkdwn", "*working*", false, false), nil, nil)
	channel, ts, err := api.PostMessage(command.ChannelID, slack.MsgOptionText("working", false),
		slack.MsgOptionBlocks(text, slack.NewActionBlock("buttons", button)),
		slack.MsgOptionMetadata(slack.SlackMetadata{EventType: "peer", EventPayload: map[string]interface{}{"id": "1"}}))
	must("chat.postMessage", err)
	_, _, _, err = api.UpdateMessage(channel, ts, slack.MsgOptionText("done", false),
		slack.MsgOptionBlocks(text, slack.NewActionBlock("buttons2", button)))
	must("chat.update", err)
	_, _, err = api.PostMessage(channel, slack.MsgOptionText("details", false), slack.MsgOptionTS(ts))
	must("reply", err)
	_, err = api.PostEphemeral(channel, command.UserID, slack.MsgOptionText("for you", false))
	must("chat.postEphemeral", err)
	replies, _, _, err := api.GetConversationReplies(&slack.GetConversationRepliesParameters{
		ChannelID: channel, Timestamp: ts})
	must("conversations.replies", err)
	history, err := api.GetConversationHistory(&slack.GetConversationHistoryParameters{
		ChannelID: channel, IncludeAllMetadata: true})
	must("conversations.history", err)
	user, err := api.GetUserInfo(command.UserID)
	must("users.info", err)
	link, err := api.GetPermalink(&slack.PermalinkParameters{Channel: channel, Ts: ts})
	must("chat.getPermalink", err)
	_, _, refused := api.PostMessage(channel, slack.MsgOptionBlocks(slack.NewSectionBlock(nil, nil, nil)))
	say("answered", map[string]interface{}{"ts": ts, "replies": len(replies), "metadata": history.Messages[0].Metadata.EventType,
		"name": user.RealName, "zone": user.TZ, "link": link, "refused": fmt.Sprint(refused)})
}
