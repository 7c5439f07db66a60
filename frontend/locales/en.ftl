# Every word a person can see, in English. One message is one thing said.
# At most 20 words a message, about grade 6, person first. Say name, server, decision.
# Keys begin with their page or part: help-now-title, error-missing-text. Never HTML: values are people's words.

## General

site-title = Porchlight
skip-to-page = Skip to the page
demo-banner = This is a demo. The people and their words are made up.
no-backup-banner = Not yet for real members: this server has no backup.
yes = Yes
no = No
save = Save
saved = Saved.
cancel = Never mind
back = Back
more = More
older = Older
caught-up = You're caught up.
print-this = Use "Print" in your browser to print this page.
only-you-see = Only you can see this page.
nothing-lost = Nothing is lost. Your words are still here.
new-marker = New:

## Main links, bar and footer

nav-safety = Safety
nav-main = Main
nav-home = Home
nav-communities = Communities
nav-search = Search
nav-notices = Notices
nav-notices-new =
    { $count ->
        [one] { $count } new
       *[other] { $count } new
    }
nav-you = You
nav-sign-in = Sign in
nav-sign-out = Sign out
bar-help-now = Get help now
bar-leave = Leave quickly
foot-help = Help
foot-about = Free software (AGPL)
foot-line = { $server } runs on Porchlight. No ads, no scores, made-up names.

## Times: coarse on purpose

time-this-hour = this hour
time-today = today
time-yesterday = yesterday
time-in-month = in { $month }
time-in-month-year = in { $month } { $year }
time-edited = edited
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

## Who can read

audience-house = House
audience-circle = Circle
audience-open = Open
audience-open-long = Anyone can read this, without signing in.
audience-people =
    { $count ->
        [one] { $count } person
       *[other] { $count } people
    }
audience-servers =
    { $count ->
        [one] { $count } server
       *[other] { $count } servers
    }
audience-readers-house =
    { $count ->
        [one] Only you can read this so far
       *[other] { $count } people of your house can read this
    }
audience-readers-circle =
    { $count ->
        [one] Members on this server can read this
       *[other] People on { $count } servers can read this
    }
audience-readers-open = Anyone can read this

## Names

name-you-are = You are { $name } here.
name-you-will-be = You will be { $name } here.
name-you-are-once = You are { $name }, in this thread only.
name-you-are-still = You wrote here as { $name }, so you still are { $name } here.
name-from-server = from { $server }
one-time-tick = A name for this thread only:
one-time-what = What this means, and when other servers get it
one-time-apart = Nobody can see that it is you.
pace-question = With such a name, other servers get your words later. That makes it harder to guess whose they are.
pace-careful = Other servers get it within four hours
pace-day = Other servers get it tomorrow. This is safer.
pace-now = Other servers get it at once: I need help now
leaves-at-once = Other servers get it at once
leaves-never = It never leaves this server
left-urgent = Your words sounded urgent, so other servers get them at once.
my-names-title = Your names
my-names-line = Which you wear where, and when one ends.
my-names-none = You have no name yet. You get one with your first words.
my-names-usual = Your name there.
my-names-retired = You left it behind. It still stands over your old words.
my-names-once =
    { $days ->
        [0] In one thread only. It ends today.
        [one] In one thread only. It ends tomorrow.
       *[other] In one thread only. It ends in { $days } days.
    }
my-names-ends-title = When a name for one thread ends
my-names-ends-when = It ends 14 days after your last words there.
my-names-ends-lost = From then on it is nobody's. You cannot change or delete those words any more.
my-names-ends-stays = The words stay, under that name.
name-you = you
name-moderator = moderator
name-gone = someone who left

## Threads and comments

thread-comments =
    { $count ->
        [0] No comments yet
        [one] { $count } comment
       *[other] { $count } comments
    }
thread-new =
    { $count ->
        [one] { $count } new
       *[other] { $count } new
    }
thread-pinned = pinned
thread-locked = locked
thread-locked-long = A moderator locked this thread. You can read it, but not add to it.
thread-first-new = First new comment
thread-more-comments = More comments
comment-replies =
    { $count ->
        [one] { $count } reply
       *[other] { $count } replies
    }
comment-in-reply-to = in reply to { $name }
comment-reply = Reply
comment-link = Link to this
comment-edit = Edit
comment-delete = Delete
comment-report = Report
comment-deleted = This was deleted by its author.
comment-removed = A moderator removed this.
comment-held = A moderator looks at this first. Nobody else can see it yet.
support-give = With you
support-count =
    { $count ->
        [one] { $count } person is with you.
       *[other] { $count } people are with you.
    }

## Content notes

note-label = Content note: { $notes }
note-short = Note: { $notes }
note-open = Open to read
note-add = Add a content note
note-question = What should people know before they read?
note-amounts = amounts
note-brand = a brand or picture
note-method = a method
note-self-harm = self-harm
note-overdose = overdose
note-death = death
note-other = something hard
note-choice-amounts = Amounts
note-choice-brand = A brand or picture
note-choice-method = A method
note-choice-self-harm = Self-harm
note-choice-overdose = Overdose
note-choice-death = Death
note-choice-other = Something else that is hard

## Writing

picture-add = Add a picture
picture-label = Picture
picture-hint = We keep only what you see. Where and when it was taken is dropped. Faces and places stay visible.
picture-off = Take this picture away
picture-alt-label = What does it show?
picture-alt-hint = A few words for those who cannot see it.
picture-alt-missing = Some of us cannot see pictures. Can you say what it shows? You can also post without.
write-comment-title = Write a comment
write-reply-title = Answer { $name }
write-comment-label = Your comment
write-thread-title = Start a thread
write-title-label = Title
write-title-hint = A few words are enough.
write-body-label = Your words
write-body-hint = No last names, phone numbers or addresses, please. Yours or anyone's.
write-post = Post
write-preview = Preview
write-preview-title = Preview
write-preview-hint = Not posted yet. This is how it will look.
write-edit-title = Change your words
write-edit-meanwhile = This was changed in another window. Both texts are here; keep what you want.
write-delete-title = Delete this?
write-delete-text = Your words are gone at once. Answers to them stay.
write-delete-button = Delete it
write-keep-button = Keep it
write-sign-in-first = You were signed out. Sign in, say yes once more, and your words will be posted.

## What could tell who somebody is

marks-title = This could tell somebody who you are
marks-lead = Nothing is posted yet. Change it, or post it as it is: it is yours to decide.
marks-softer = Softer: { $softer }
marks-left-out = You could leave it out.
marks-more = { $count ->
        [one] And one more like these.
       *[other] And { $count } more like these.
    }
marks-change = Change it
marks-post-as-it-is = Post as it is
marks-save-as-it-is = Save as it is
marks-email = an e-mail address
marks-phone = a phone number
marks-street = a street
marks-name = a full name
marks-date = an exact date
marks-case = a number that an office knows somebody by
marks-work = where somebody works, or a licence
marks-centre = a treatment centre
marks-dose = how much of something
marks-meeting = where and when people meet

## Get help now

help-now-title = Get help now
help-now-lead = If you or someone near you is in danger, call now.
help-now-emergency = { $country }: emergency number
help-now-other = Emergency number in many countries
help-now-call = Call now
help-now-country = Country
help-now-another-country = Another country
help-now-show = Show
help-now-wait-title = Until help comes
help-now-wait-stay = Stay with the person. Say where you are.
help-now-wait-side = If they breathe but do not wake up, roll them onto their side.
help-now-wait-naloxone = If you have naloxone, use it. It does no harm if you are wrong.
help-now-wait-breath = If they do not breathe, the person on the phone tells you what to do.
help-now-wait-stopping = Stopping drink or pills all at once can be dangerous. Shaking, fits or seeing things: call.
help-now-lines-title = People to talk to
help-now-line-call = Call { $number }
help-now-line-text = Text { $number }
help-now-line-always = Day and night
help-now-moderator-title = Ask a moderator
help-now-moderator-text = A moderator may be asleep. If it cannot wait, call the number above.
help-now-unknown-us = We don't know who you are, and we cannot send anyone. They can.

## Leave quickly


## Help

help-title = Help
help-other = Other questions
help-for-members = For everybody
help-for-moderators = For moderators
help-for-operators = For whoever runs this server
help-lead = One page for each question. If yours is missing, ask a moderator.

## About the program

about-title = About Porchlight
about-lead = A forum for people in recovery. This server runs on it.
about-what-title = What it is
about-what-text = Homes and groups run their own servers. They can share threads. Nobody is named unless they choose to be.
about-licence-title = Free software
about-licence-text = Anyone may use it, see how it is made, change it, and pass it on.
about-licence-name = Its licence is the GNU Affero General Public License, version 3 or later.
about-version = This is version { $version }.
about-source-title = Its source
about-source-at = The source of what runs here is at this address:
about-source-asked = Whoever runs this server gives you the source when you ask. A moderator can pass your question on.

## Privacy: most of that page is made from frontend/data/PRIVACY.toml

foot-privacy = Privacy
privacy-title = What is kept, and who can see it
privacy-lead = What we promise, what we only measure, what we never claim. And everything this server keeps.
privacy-promised = What we promise
privacy-promised-text = For each of these the program has a test. If one breaks, the test says so.
privacy-measured = What we only measure
privacy-measured-text = Nobody can promise these. So we look, and tell you what we found.
privacy-never = What we never claim
privacy-who = Who can see what
privacy-who-text = Anybody who is curious about you, what they can learn here, and what not.
privacy-learns = What they can learn
privacy-learns-not = What they cannot learn
privacy-kept = Everything that is kept
privacy-kept-text = What it is for, how long it stays, and who can read it. A backup is a copy of this.
privacy-unfold = Open every part, to print this page
privacy-how-long = How long
privacy-readers = Who can read it
privacy-beside = Beside the database
privacy-requests = When a court asks
privacy-requests-link = What this server can and cannot hand out
small-server = This is a small server. It feels like home, and people are easier to guess.
small-server-care = You may want to leave out what would point to you.
join-privacy = What is kept about me?
requests-title = Legal requests
requests-lead = For lawyers, courts and authorities: what is stored here, and what is not.
requests-can = What can be handed out
requests-can-text = Whoever runs this server can print everything stored about one made-up name:
requests-can-fields = It prints these fields and no others. Deleted words are not among them.
requests-others = Some of what is stored concerns other people too. This is not printed with it:
requests-cannot = What cannot be handed out
requests-cannot-text = It is not stored. Nobody can produce it, however long they search.
requests-account = From a person to a name
requests-account-text = The stored data do not say which account wears a name. Only the member's own passphrase or session leads there.
requests-account-other = Whoever has a member's passphrase or recovery code can sign in as them, and see their names.
requests-future = What could be captured in the future
requests-future-text = While a member is signed in, the running server holds their key. It can be watched, or its program changed.
requests-future-secrets = So an order about the future can learn what an order about the past cannot. We say so plainly.
requests-elsewhere = What may lie elsewhere
requests-elsewhere-text = Other servers keep their own copies of what was shared with them.
requests-elsewhere-front = A proxy or hosting company in front of this server may keep network addresses. The program does not.
requests-no-advice = This page describes the program. It is no legal advice.

## When something goes wrong

error-missing-title = That page is not here
error-missing-text = It may be deleted, or only for some members. You did nothing wrong.
error-forbidden-title = That page is not for this name
error-forbidden-text = If you think it should be, ask a moderator of the community.
error-form-title = That form did not reach us whole
error-form-text = Please go back, reload the page and try once more.
error-method-title = That does not work here
error-method-text = This address cannot be used in that way. Please start again from the home page.
error-too-large-title = That is too much at once
error-too-large-text = Please make it shorter, or send it in two parts.
error-too-many-title = A little slower, please
error-too-many-text = Too many tries in a short time. Wait a few minutes, then try again.
error-too-many-kept = What you sent is kept on this page. Nothing is lost.
error-too-many-again = Send it again
error-cross-site-title = That form came from another site
error-cross-site-text = To keep you safe, we did not take it. Please send it from here.
error-ours-title = Something broke on our side
error-ours-text = It is our fault, not yours. Please try again in a minute.
error-away-title = Back in a moment
error-away-text = This server cannot reach what it keeps right now. Please try again in a minute.
error-full-title = There is no room left
error-full-text = This server can keep nothing new until its operator makes room. Reading still works.
error-crowded-title = Many people are here right now
error-crowded-text = There is not room for everybody at this moment. Please try again in a few seconds.
error-go-home = Go home
error-summary =
    { $count ->
        [one] One thing to look at
       *[other] { $count } things to look at
    }

## Refusals: what a member may be told

refusal-title-missing = Your thread needs a title.
refusal-title-too-long = The title is too long. A few words are enough.
refusal-body-missing = Please write something first.
refusal-body-too-long = This is too long for one post. Please send it in two parts.
refusal-not-a-member = Join this community first, then you can write here.
refusal-banned = A moderator has closed this community to you. You can read why.
refusal-locked = This thread is locked. You can read it, but not add to it.
refusal-gone = This is not here any more.
refusal-not-yours = Only the person who wrote this can change it.
refusal-edited-meanwhile = This was changed in another window. Please look at both texts.
refusal-community-closed = This community is closed. You can still read it.
refusal-unknown-parent = The comment you answered is not here any more.
refusal-picture-kind = This is no picture that we can show. Please choose a JPEG, PNG, WebP or GIF.
refusal-picture-heavy = This picture is too large. It may have 15 MB at most.
refusal-picture-wide = This picture has too many pixels. Please make it smaller first.
refusal-picture-broken = We could not read this picture. It may be damaged.
refusal-picture-slow = Reading this picture took too long. Please try again soon.
refusal-picture-gone = The picture is not here any more. Please choose it once more.
refusal-pictures-off = This community has no pictures. Your words are fine without one.
refusal-pictures-today = You have sent many pictures today. Please send this one tomorrow.
refusal-pictures-full = There is no room for pictures right now. Please tell those who run this server.
refusal-alt-too-long = Please describe the picture in fewer words.
refusal-wrong-sign-in = That name and passphrase do not fit together. Please try again.
refusal-invitation-unknown = This invitation does not work. It may be used, or its time is over. Please ask for a new one.
refusal-invitation-used-up = This invitation was used, or its time is over. Please ask for a new one.
refusal-sign-in-name-taken = Somebody signs in with that name already. Please choose another.
refusal-sign-in-name-bad = Please use 3 to 40 letters, digits or dashes.
refusal-passphrase-too-short = Please make the passphrase longer. Four words work well.
refusal-passphrase-common = Too many people use that passphrase. Please choose another.
refusal-nickname-not-here = You can choose a nickname only in a house community.
refusal-one-time-not-here = A house has no one-time names. You can choose a nickname there.
refusal-one-time-too-many = You have twelve one-time names now. Please wait until one ends.
refusal-name-taken = Somebody here has that name already. Please choose another.
refusal-name-refused = That name does not work here. Please choose one without official words, drugs, drinks or harm.
refusal-not-allowed = You cannot do that here.

## On every page: what the first words left out

banner-label = About this server
nav-mine = Mine
nav-notices-new-word = new
refused-title = That did not work

## Signing in

sign-in-title = Sign in
sign-in-name-label = Sign-in name
sign-in-button = Sign in
sign-in-lost = I lost my passphrase
sign-in-send-title = Send what you wrote?
sign-in-send-lead = You are signed in again. Nothing was lost.
sign-in-send-button = Send it now
sign-in-send-no = Don't send it
passphrase-label = Passphrase
device-question = Whose phone or computer is this?
device-own = My own
device-own-hint = You stay signed in for two weeks.
device-shared = Shared with others
device-shared-hint = Ends when you close the browser, or after 12 hours.
device-missing = Please say whose phone or computer this is.
front-invitation = I have an invitation

## Refusals, continued

refusal-fault = Something broke on our side. Please try again in a minute.
refusal-wrong-passphrase = That is not your passphrase. Please try again.
refusal-recovery-code-unknown = We don't know this recovery code. Please check each letter.
refusal-too-many-tries = Too many tries today. Please try again tomorrow.
refusal-community-name-bad = Please use 3 to 30 small letters, digits, dashes or underscores.
refusal-community-name-taken = There is a community with that name. Please choose another.
refusal-title-bad = Please write a title of a few words.
refusal-description-too-long = The description is too long. A sentence or two is enough.
refusal-organisation-name-bad = Please write a name of at most 60 letters.

## The first page, signed out

front-lead = A quiet place to talk, for people in recovery and those who walk with them.
front-what-title = What this is
front-what-names = You have a made-up name. Your real one is never asked for.
front-what-kept = We keep no e-mail, no phone number, no address.
front-what-calm = No ads, no scores, no hurry. Read, or write when you want to.
front-help-title = Need help right now?
front-help-text = You do not need to sign in for that.
front-open = Read the open communities

## Get help now, continued

help-now-ambulance = Ambulance: { $number }
help-now-line-text-word = Text { $word } to { $number }
help-now-line-daily = Every day
help-now-line-limited = At some hours only
help-now-moderator-find = Find a community and its moderators

## Joining

join-ask-title = Your invitation
join-ask-lead = Type the code from your invitation.
join-ask-label = Invitation code
join-ask-button = Go on
join-ask-none = No invitation? Ask somebody of your house or group. They can make one for you.
join-step = Step { $number } of 4
join-invited = { $organisation } invites you to { $server }. It takes about a minute.
join-name-title = A name to sign in with
join-name-hint = Only you see it. Keep this one, or write your own. Not your real name.
join-name-again = Offer another
join-name-free = These are free:
join-next = Go on
join-adult = I am 18 or over
join-adult-missing = You need to be 18 or over to join.
join-passphrase-title = Your passphrase
join-passphrase-lead = With it and your sign-in name you come back.
join-passphrase-again = Offer other words
passphrase-offer-label = Four words for you. Write them down.
passphrase-own-label = Your passphrase
passphrase-own-hint = The four words are filled in. Or write your own: eight letters or more.
codes-title = Two codes to keep
codes-lead = They are the only way back without your passphrase. Write them down now.
codes-sheet-title = Your recovery codes
codes-sheet-text = Each works once, alone. Keep this where only you look.
codes-sheet-name = Your sign-in name:
codes-kept = I have written them down
rules-title = Five lines, then you are in
rules-stays = What you read here stays here.
rules-own = Speak about yourself. Never name or describe other people.
rules-kind = Be kind. Nobody here is above or below anybody.
rules-notes = Add a content note when your words may be hard to read.
rules-danger = In danger, call the number under "Get help now". Then tell us.
rules-names = You get a made-up name in each community when you first write there.
rules-introduce = Introduce yourself
rules-read = Just read
accept-title = Join { $organisation } too?
accept-lead = You are signed in. No second account is needed, and your names stay apart.
accept-button = Yes, join

## Coming back with a recovery code

recover-title = Come back with a code
recover-lead = Use one of the two codes you wrote down when you joined.
recover-code-label = Recovery code
recover-button = Come back
recover-no-code = No code left? Ask your house for a new invitation. Nobody can look up your passphrase.

## Settings

settings-title = You
settings-lead = One topic a page. Each page says what others can see.
settings-signing-in = Signing in
settings-browser = This browser
settings-homes = Your homes
settings-homes-none = You do not belong to a house or group here right now.
settings-homes-line = Only you and this server know. It opens the house's own communities.
settings-current-label = Your passphrase now
settings-passphrase-title = Passphrase
settings-passphrase-line = Nobody else ever sees it.
settings-passphrase-lead = Nobody else sees it. Changing it signs you out everywhere else.
settings-passphrase-button = Change it
settings-name-title = Sign-in name
settings-name-line = Only you know it. It is not the name others see.
settings-name-lead = Only you know it. Your names in communities stay as they are.
settings-name-button = Change it
settings-codes-title = Recovery codes
settings-codes-line = The way back without a passphrase.
settings-codes-lead = You get two new codes. The old ones stop working.
settings-codes-button = Make new codes
settings-sessions-title = Where you are signed in
settings-sessions-line = Only you see this. You can end each one.
settings-sessions-lead = Only you see this. We keep no place and no time.
settings-sessions-this = this one
settings-sessions-ends =
    { $days ->
        [0] Ends today.
        [one] Ends tomorrow.
       *[other] Ends in { $days } days.
    }
settings-sessions-end = End it
settings-sessions-end-others = End all others
settings-words = What you write
settings-life-title = How long your words stay
settings-life-line = After that, they go by themselves.
settings-life-lead = This counts for what you write from now on. Nobody else sees your choice.
settings-life-question = How long should it stay?
settings-life-why = The last days are left to chance, so that nobody can tell the day you wrote.
settings-life-keep = A thread that you keep, or that moderators pin, stays longer.
settings-finding-title = Search and your threads
settings-finding-line = Whether a search may find what you start.
settings-finding-lead = Search finds words, never people. This choice is yours alone: nobody else sees it.
settings-finding-tick = Tick “Don’t let search find this” for me
settings-finding-hint = It is ticked when you start a thread. You can still change it each time.
settings-finding-old = Threads you have now stay as they are. To change one, edit it.
life-default = As each community has it
life-default-hint = 12 to 13 months, and 90 to 99 days in a house.
life-week = 7 to 10 days
life-month = 30 to 33 days
life-season = 90 to 99 days
life-year = 12 to 13 months
life-never = Until I take it away
settings-everything-title = Everything I wrote
settings-everything-line = One file to keep, for you alone.
settings-everything-lead = You get one file with all you wrote here, under every name.
settings-everything-joins = This file joins all your names. Whoever opens it sees that they are one person.
settings-everything-holds = It holds a page to read, and the same as data. Words you took away are not in it.
settings-everything-opens = It is locked with a passphrase. A free program called age opens it.
settings-everything-lost = Nobody can open it without that passphrase. We cannot either.
settings-everything-kept = We make it while you wait and keep no copy. Your browser puts it with your downloads.
settings-everything-passphrase = A passphrase for the file
settings-everything-passphrase-hint = Take another one than you sign in with. Four words are good.
settings-everything-again = The same passphrase again
settings-everything-button = Get the file
refusal-passphrases-differ = The two passphrases are not the same.
settings-leaving-title = Delete me
settings-leaving-line = Your account, and all you wrote under every name.
settings-leaving-lead = This ends your account and takes away all you wrote, under every name. Nobody can undo it.
settings-leaving-account = Your account, recovery codes and open sessions end at once. Nobody can sign in with them again.
settings-leaving-words = Your words go next. You choose how on the next page.
settings-leaving-once = A name for one thread that has ended is nobody's. Its words go at the end of their life.
settings-leaving-others = What others wrote in answer stays. So do notes of what moderators decided, without your words.
settings-leaving-elsewhere = Other servers are asked to delete their copies. We cannot make them.
settings-leaving-manages = You manage these homes. Let somebody else take over first, if you can:
settings-leaving-leads = Nobody else leads these communities. Make somebody else a lead first, if you can:
settings-leaving-next = Nothing is deleted yet when you go on.
settings-leaving-button = Go on
refusal-last-operator = You are the only one who runs this server. Invite another operator first.
departure-title = How should your words go?
departure-lead = Both ways delete everything, here and on other servers. They differ in what somebody who watches can see.
departure-spread-title = Spread over a week
departure-spread-what = Each post goes at its own hour of next week, Monday to Sunday.
departure-spread-shows = Everybody who leaves this week goes in the same week. So a watcher cannot tell which names were yours.
departure-spread-until = Until then, others can still read them. You cannot change them any more.
departure-spread-button = Delete me over a week
departure-now-title = All now
departure-now-what = Every post goes now, in the same minute.
departure-now-shows = A watcher sees names vanish together. That shows they belonged to one person.
departure-now-until = Choose this if your words must be gone today.
departure-now-button = Delete me now
departure-stay = I want to stay
farewell-title = Your account is gone
farewell-lead = Nothing here leads back to you any more. Thank you for having been here.
farewell-spread = Your posts go one by one, from Monday to Sunday of next week.
farewell-now = Your posts are gone here. Other servers are being asked to delete theirs.
farewell-browser = Your browser may still list the pages you visited. You can clear that in its history.
farewell-welcome = If you want to come back one day, any invitation works.
settings-look-title = How pages look
settings-look-line = Light, dark or high contrast.
settings-look-lead = This browser keeps your choice. Nobody else sees it.
settings-look-question = Which one is easiest to read?
look-device = Like this device
look-device-hint = Light by day, dark where your device says so.
look-light = Light
look-dark = Dark
look-contrast = High contrast
settings-country-title = Country for help
settings-country-line = So that "Get help now" shows the right number.
settings-country-lead = This browser keeps it. We do not store it with your account.
settings-invitations-title = Invitations
settings-invitations-line = Invite people to your house or group.
settings-circle-title = Circle
settings-circle-line = The servers that share communities with ours.

## Homes, groups and their invitations

organisations-title = Homes and groups
organisations-lead = Those you can invite people to.
organisations-is-house = People live there together.
organisations-is-group = People meet, but do not live together.
organisations-new = Add a home or group
organisations-name-label = Name
organisations-name-hint = Members see it. Other servers never do.
organisations-house = Its people live together
organisations-house-hint = Then it can have communities that never leave this server.
organisations-create = Add it
invitations-lead = One invitation for each person. It works once.
invitations-new = Invite somebody
invitations-label = Your note
invitations-label-hint = Only you see it, to know it again. "Room 3" is better than a name.
invitations-days = It works for
invitations-days-choice = { $days } days
invitations-office = They come as
office-member = Member
office-manager = Manager
office-manager-hint = May invite people here and start communities.
office-operator = Operator
office-operator-hint = Runs the whole server with you.
invitations-create = Make the invitation
invitations-list = Invitations you made
invitations-none = None yet.
invitations-no-label = Without a note
invitations-waiting = Not used yet.
invitations-days-left =
    { $days ->
        [0] Ends today.
        [one] Ends tomorrow.
       *[other] Ends in { $days } days.
    }
invitations-used = Used.
invitations-expired = Ended without being used.
invitations-ended = Used. The stay has ended.
invitations-end = End the stay
invitations-withdraw = Take it back
invitations-what-you-see = You see your notes and whether they were used. Nobody can see which name came of it.
sheet-title = The invitation
sheet-lead = Print it or hand it over now. It is shown only once.
sheet-heading = { $organisation } invites you
sheet-how = Point your phone at the picture, or type the address.
sheet-picture = The address below, as a picture for a phone
sheet-code = If a page asks for a code, it is this:
sheet-once = It works once, for one person, in the next { $days } days.
sheet-done = Done
end-stay-title = End this stay?
end-stay-lead = The house's own communities close for this person. All others stay open to them.
end-stay-button = End the stay

## Setting up a new server

setup-step = Step { $number } of 5
setup-title = A new porch
setup-lead = Five screens, then you can move in. You can stop at any of them and go on later.
setup-later = Later
setup-back = Back to the first answers
setup-address = Its address
setup-address-question = Which address will people use?
setup-address-seen = You came here by this one. It goes into the settings file.
setup-address-settings = This one stands in the settings file.
setup-address-kept = The address is in the settings file. It counts once the server has started again.
setup-address-by-hand = The settings file cannot be written from here. Put the address there yourself, then start the server again.
setup-address-environment = The variable PORCHLIGHT_ADDRESS says another address. Change it there, then start the server again.
setup-telling-host = This address tells people what your members live with. A neutral one protects them.
setup-few = With fewer than 50 people, members are easier to guess. Sharing a server with others helps.
setup-organisation-label = The first home or group here
setup-house-question = Do its people live together?
setup-house-yes = Yes, it is a house
setup-house-no = No
setup-house-no-hint = An alumni group, a meeting, a programme.
setup-you-title = You
setup-you-lead = Your own account. It runs this server. Nobody else sees what you sign in with.
setup-codes-gone = The codes are shown once. If you have not written them down, make new ones.
setup-codes-new = Make new codes
setup-words-title = Help and guidelines
setup-words-lead = Whom to call in need, and what people here agree on.
setup-lines-title = Whom to call
setup-lines-lead = Members see the emergency number always, and only those lines that one of you called.
setup-guidelines-title = What people agree on
setup-guidelines-label = Guidelines, one a line
setup-guidelines-hint = Each new community starts with these. Its moderators can change them.
setup-community-label = Your first community
setup-community-hint = A place to talk, for as many as you let read here. Leave it empty for none.
setup-community-usual = The porch
setup-invitations-title = The first invitations
setup-invitations-lead = Each sheet lets one person into { $organisation }. Print them, cut them, hand them over.
setup-invitations-count = How many?
setup-invitations-manager = The first one is for the house manager
setup-invitations-manager-hint = They can invite others, and have a page of their own for each day.
setup-invitations-button = Make the sheets
setup-sheet-label = Sheet { $number }
setup-sheet-manager = Sheet { $number }, house manager
setup-sheets-title = Your invitations
setup-sheets-lead = Print this page now. Each code is shown only once.
setup-sheets-done = I have printed them
setup-list-title = Setting up
setup-list-line = What is done, and what is still to do.
setup-list-done = Everything is done.
setup-list-left =
    { $count ->
        [one] One thing is left. There is no hurry.
       *[other] { $count } things are left. There is no hurry.
    }
setup-list-doctor = Let the doctor look at the server
setup-list-end = That is enough for now
setup-list-again = You find this list again in the settings.
setup-other-address = You came here by { $address }, but the settings say another address. Invitations carry the one in the settings.
setup-programme-counsel = A treatment programme runs this server. Ask a lawyer about laws such as 42 CFR Part 2 before members join.
setup-item-done = Done.
setup-item-neutral = A neutral address
setup-item-neutral-why = The address tells what your members live with. Another name protects them.
setup-item-https = A safe connection
setup-item-https-why = The address begins with http. Use https, or an onion service.
setup-item-lines = A help line that somebody called
setup-item-lines-why = Call a line of your country, then confirm it.
setup-item-keys = The house keys on paper
setup-item-keys-why = Without them a broken disk locks everybody out. Print the sheet and type a part back.
setup-item-community = A place to talk
setup-item-community-why = Start a community.
setup-item-invited = Somebody is invited
setup-item-invited-why = Make an invitation and hand it over.
setup-item-second = A second person who can run this
setup-item-second-why = If you lose your codes, nobody else can. Invite a second operator.
setup-item-backup = A backup
setup-item-backup-why = There is none yet. The doctor says how to make one.

## What an address lacks

address-lasts = Once other servers know this one by its address, do not change it.
address-lasts-why = They would not find it again, and what is deleted here would stay there.
address-lacks-public = Without https, others on the way can read along, and other servers cannot talk to this one.
address-lacks-lan = Only this network reaches it. Others in it can read along, and other servers cannot talk to this one.
address-lacks-onion = Tor keeps the connection safe. Servers outside Tor cannot talk to this one.
address-lacks-here = Only this machine reaches it. That is fine for a try.
address-lan-https = Only this network reaches it. Other servers cannot talk to this one.

## What a server is like

look-name-label = What is this server called?
look-name-hint = It stands on top of every page. A neutral name protects your members.
look-colour-label = Its colour
colour-amber = Amber
colour-moss = Moss
colour-lake = Lake
colour-plum = Plum
colour-rose = Rose
colour-stone = Stone
look-readers-label = Who may read what is written here?
look-readers-house = Only people of one house or group
look-readers-house-hint = Nothing leaves this server.
look-readers-circle = Members here, and of servers you agree with
look-readers-circle-hint = Each community may still be for one house only.
look-readers-open = Anyone, where a community says so
look-readers-open-hint = Each community may still be for fewer.
look-readers-missing = Please choose who may read here.
look-programme-label = Does a treatment programme run this server?
look-programme-no = No
look-programme-yes = Yes
look-programme-law = Then laws such as 42 CFR Part 2 may bind you. Ask a lawyer before members join.
look-programme-missing = Please say whether a treatment programme runs it.
refusal-server-name-bad = Please write a name of at most 40 letters.
refusal-audience-too-wide = Those who run this server let fewer people read. Please choose a smaller circle.
refusal-help-line-bad = Please write a name and a number that can be dialled.
settings-server-title = This server
settings-server-line = Its name, its colour, who may read.
settings-server-lead = Everybody sees the name and the colour.
settings-server-readers = Who may read counts for new communities. Those that exist stay as they are.
settings-server-address = It stands in the settings file. A change there counts once the server has started again.
settings-guidelines-title = First guidelines
settings-guidelines-line = What a new community starts with.
settings-guidelines-lead = Communities that exist keep their own. Their moderators change those on the community's page.
settings-lines-title = Help lines
settings-lines-line = Whom members can call, and when somebody last tried.

## Help lines, for those who run the server

lines-country = Your country
lines-no-country = Not chosen
lines-choose = Choose a country to see its lines.
lines-emergency = The emergency number is { $number }. Members see it always. Please check it.
lines-waiting = Lines that nobody here has called
lines-waiting-hint = Members do not see these. Call one, then tick it.
lines-none-waiting = We know no other line in this country.
lines-not-called = Not checked.
lines-own = Add a line that you know
lines-own-name = What they call themselves
lines-own-number = Number
lines-own-channel = How to reach them
lines-own-hours = When they answer
lines-calls = By call
lines-texts = By text
lines-both = By call or text
lines-checked = What members see
lines-call-again =
    { $count ->
        [one] Call again within a day.
       *[other] Call again within { $count } days.
    }
lines-remove = Take it away

## The house keys

keys-title = The house keys
keys-lead = If this machine breaks, eight words on paper open your backups. Print them and lock them away.
keys-overheard = Others on this network could read along. Make the sheet at the machine itself:
keys-checked = You have made a sheet. The words are on your paper and nowhere else.
keys-new = Make a new sheet. Older backups still want the older one.
keys-sheet-title = House keys of { $server }
keys-sheet-text = Whoever has these words and a backup can read everything. Keep them where you keep a passport.
keys-sheet-use = A new machine asks for them when a backup is brought back.
keys-typed-ask = Now type two of the words from the paper. Then the sheet counts.
keys-typed-label = Word { $number }
keys-typed-wrong = That is not what the sheet says. Please look again.
keys-typed-button = I have the sheet

## Today, for whoever manages a house

today-title = Today
today-lead = What wants you, on one page.
today-unfinished = Setting up is not done yet.
today-danger = Somebody may be in danger
today-danger-none = Nobody has called for help.
today-danger-count =
    { $count ->
        [one] One call for help
       *[other] { $count } calls for help
    }
today-danger-do = Look now. If a life is at risk, call.
today-waiting = Waiting for you
today-waiting-none = Nothing is waiting.
today-waiting-count =
    { $count ->
        [one] One thing to look at
       *[other] { $count } things to look at
    }
today-new = New people
today-new-none = Nobody new lately.
today-new-lead = These invitations were used. A hello helps.
today-seats = Seats
today-seats-taken =
    { $count ->
        [one] One person stays here.
       *[other] { $count } people stay here.
    }
today-seats-open =
    { $count ->
        [0] No invitation is open.
        [one] One invitation is open.
       *[other] { $count } invitations are open.
    }
today-server = The server
today-backup = Last backup
today-backup-none = None yet. Ask the volunteer.
today-backup-tried = and it was tried
today-version = Version
today-version-is = Porchlight { $version }.
today-version-waits = A newer one is installed. Ask the volunteer to start it.
today-version-asks-nobody = It asks nobody whether there is a newer one.
today-ask = Ask the volunteer
today-report-lead = Copy this or save it, then send it to whoever looks after the machine. It says nothing of anybody.
today-report-label = What the server says of itself
today-report-download = Save it
today-report-none = Nothing can be looked at from here.

## The doctor, for those who run the server

doctor-title = The doctor
doctor-line = Looks after the server and says what to do.
doctor-all-fine = Everything is as it should be.
doctor-wanting =
    { $count ->
        [one] One thing wants you.
       *[other] { $count } things want you.
    }
doctor-fine = What is fine, or cannot be seen from here
doctor-command = At the machine, "porchlight doctor" says the same.
doctor-database = Database
doctor-database-why = Everything that people write is kept there.
doctor-database-answers = It answers, and it is whole.
doctor-database-away = It cannot be opened: { $why }
doctor-database-away-do = Start the database, or put its file back, then look again.
doctor-database-damaged = Its file is damaged.
doctor-database-damaged-do = Stop the server and restore the last backup.
doctor-schema = Shape of the database
doctor-schema-why = A program that does not know the shape could spoil what is kept.
doctor-schema-current = It is what this version knows.
doctor-schema-unseen = It cannot be seen.
doctor-schema-older = { $count } changes are still to be made.
doctor-schema-older-do = Start the server. It makes a backup, then the changes.
doctor-schema-newer = A newer Porchlight made it: { $name } is unknown here.
doctor-schema-newer-do = Install the newer version again.
doctor-schema-changed = The change { $name } is not what was made back then.
doctor-schema-changed-do = Install an unchanged release of Porchlight.
doctor-schema-gone = A part is gone: { $table }.
doctor-schema-gone-do = Stop the server and restore the last backup.
doctor-disk = Room on the disk
doctor-disk-why = On a full disk nothing can be written, and no backup made.
doctor-disk-room = { $megabytes } MB are free.
doctor-disk-unseen = It cannot be measured here.
doctor-disk-little = Only { $megabytes } MB are free.
doctor-disk-little-do = Make room, or choose a larger disk, in the next days.
doctor-disk-full = It is full: { $megabytes } MB are free.
doctor-disk-full-do = Make room now: delete what is not Porchlight's, or take a larger disk.
doctor-permissions = Who may read the files
doctor-permissions-why = Other programs on this machine must not read what people wrote.
doctor-permissions-closed = Only this server.
doctor-permissions-missing = There is no folder { $path }.
doctor-permissions-missing-do = Give the right folder with --data, or start the server once.
doctor-permissions-foreign = { $path } belongs to another user.
doctor-permissions-foreign-do = Make the user that runs Porchlight the owner of it.
doctor-permissions-open = Everybody on this machine may look into { $path }.
doctor-permissions-open-do = Run "porchlight doctor --fix": it closes the folder.
doctor-secrets = Secret files
doctor-secrets-why = Without them nobody can sign in; with them a thief guesses faster.
doctor-secrets-kept = They are there, and only their owner reads them.
doctor-secrets-new = There are none yet, as on every new server.
doctor-secrets-missing = { $file } is gone.
doctor-secrets-missing-do = Stop the server and bring the secrets back from a backup, with the house key sheet.
doctor-secrets-cut = { $file } is damaged.
doctor-secrets-cut-do = Stop the server and bring the secrets back from a backup, with the house key sheet.
doctor-secrets-open = Others may read { $file }.
doctor-secrets-open-do = Run "porchlight doctor --fix": it closes the file.
doctor-sheet = House key sheet
doctor-sheet-why = Without it no backup can be opened.
doctor-sheet-made = It was made. Only you know whether you can still find it.
doctor-sheet-unread = Its file cannot be read.
doctor-sheet-unread-do = Make a new sheet: "porchlight keys sheet".
doctor-sheet-none = There is none yet, so there are no backups.
doctor-sheet-none-do = Make one: on the set-up page, or with "porchlight keys sheet".
doctor-backup = Last backup
doctor-backup-why = A disk breaks sooner or later.
doctor-backup-fresh = { $hours } hours old, and tried.
doctor-backup-none = There is none yet.
doctor-backup-none-do = Each night there will be one, once the house key sheet is made. To make one now: "porchlight backup".
doctor-backup-off = Backups are switched off.
doctor-backup-off-do = Set "backup_keep_days" to 14 in the settings, and start the server again.
doctor-backup-untried = The last one was not found whole.
doctor-backup-untried-do = Make another: "porchlight backup". If it is the same, look into the log.
doctor-backup-old = It is { $days } days old.
doctor-backup-old-do = Look into the log for why, then make one: "porchlight backup".
doctor-backup-unread = The folder of backups cannot be read.
doctor-backup-unread-do = Let the user that runs Porchlight read and write that folder.
doctor-clock = Clock
doctor-clock-why = Other servers refuse what comes at a wrong time.
doctor-clock-right = It agrees with other servers.
doctor-clock-alone = There is no other server to compare it with.
doctor-clock-behind = It is behind: something was written later than now.
doctor-clock-behind-do = Let the machine set its clock by itself (timedatectl set-ntp true).
doctor-clock-differs = It is { $minutes } minutes off.
doctor-clock-differs-do = Let the machine set its clock by itself (timedatectl set-ntp true).
doctor-dns = Name of the server
doctor-dns-why = Without it nobody finds the server.
doctor-dns-found = It leads to an address.
doctor-dns-needless = This address needs no public name.
doctor-dns-private = { $host } leads to an address of a home network.
doctor-dns-private-do = Let the name lead to your public address, or use an onion service.
doctor-dns-nowhere = { $host } leads nowhere.
doctor-dns-nowhere-do = Add the name where you bought it, or correct "address" in the settings.
doctor-tls = Safe connection
doctor-tls-why = Without it others read along, and browsers warn.
doctor-tls-safe = Browsers trust the certificate.
doctor-tls-needless = This address needs none.
doctor-tls-silent = Nobody answers, so it cannot be seen.
doctor-tls-ending =
    { $days ->
        [one] The certificate ends within a day.
       *[other] The certificate ends within { $days } days.
    }
doctor-tls-ending-do = Find out why it was not renewed by itself, and renew it.
doctor-tls-plain = The address begins with http: others on the way can read along.
doctor-tls-plain-do = Put Caddy or another proxy with TLS in front, then change "address".
doctor-tls-untrusted = The certificate is not trusted, or is for another name.
doctor-tls-untrusted-do = Get a certificate for this name; Caddy does so by itself.
doctor-tls-expired = The certificate has expired.
doctor-tls-expired-do = Renew the certificate, then find out why it was not renewed by itself.
doctor-address = Public address
doctor-address-why = Links, invitations and other servers lead there.
doctor-address-ours = This server answers there.
doctor-address-waits = The running server still uses another address than { $address }
doctor-address-waits-do = Start the server again, or put the old address back into the settings.
doctor-address-moved = Other servers know this one as { $address }, and it no longer calls itself so.
doctor-address-moved-do = Put that address back. To move anyway, let every server leave the circle first.
doctor-address-unseen = It cannot be told whether this server answers.
doctor-address-silent = Nobody answers at { $address }
doctor-address-silent-do = Start the server and what stands in front of it, or correct "address" in the settings.
doctor-address-another = Another server answers at { $address }
doctor-address-another-do = Correct "address" in the settings, or let the name lead here.
doctor-proxy = What stands in front
doctor-proxy-why = The server must know by which name people came.
doctor-proxy-passes = It passes on what is needed.
doctor-proxy-unseen = It cannot be seen.
doctor-proxy-untold = It does not say who asks ({ $header }), so all count as one crowd.
doctor-proxy-untold-do = Let the proxy set that header, or make "address_header" empty.
doctor-proxy-host = It does not pass on the name that people typed.
doctor-proxy-host-do = Let it pass on the header Host (in nginx: proxy_set_header Host $host).
doctor-webfinger = How others find us (WebFinger)
doctor-webfinger-why = Other servers look communities up this way.
doctor-webfinger-answers = It answers.
doctor-webfinger-silent = Nobody answers, so it cannot be seen.
doctor-webfinger-wrong = It answers something else.
doctor-webfinger-wrong-do = Let the proxy pass everything under /.well-known/ to Porchlight.
doctor-nodeinfo = What we are (NodeInfo)
doctor-nodeinfo-why = Other servers ask it before they talk to us.
doctor-nodeinfo-answers = It answers.
doctor-nodeinfo-silent = Nobody answers, so it cannot be seen.
doctor-nodeinfo-wrong = It answers something else.
doctor-nodeinfo-wrong-do = Let the proxy pass everything to Porchlight, with the name that people typed.
doctor-queue = Work in the background
doctor-queue-why = Words reach other servers through it, and deletions too.
doctor-queue-short = { $count } things wait.
doctor-queue-unseen = It cannot be seen.
doctor-queue-long = { $count } things wait, which is many.
doctor-queue-long-do = Wait an hour. If it grows, ask whether other servers are away.
doctor-queue-stuck = Nobody works: something in "{ $queue }" has waited for over an hour.
doctor-queue-stuck-do = Start the server again. If it stays, look into the log.
doctor-dead = What was given up
doctor-dead-why = These messages reached nobody.
doctor-dead-none = Nothing.
doctor-dead-unseen = It cannot be seen.
doctor-dead-some = { $count } messages were given up.
doctor-dead-some-do = Read why with "porchlight federation dead", and try one again with "replay".
doctor-peers = Servers of the circle
doctor-peers-why = What people write there shows here only while they answer.
doctor-peers-well = All { $count } answer.
doctor-peers-alone = There are none.
doctor-peers-silent = { $host } does not answer. { $waiting } messages wait for it.
doctor-peers-silent-do = Ask its operator, or end the circle with it if it is gone.

## Home, what I wrote, notices

feed-title = Home
feed-house = From your house
feed-others = From your other communities
feed-joined = Your communities
feed-find = Find a community
feed-find-more = Find another community
feed-empty-title = Nothing here yet
feed-empty-text = Join a community, and what people write there shows here.
feed-quiet-title = It is quiet here
feed-quiet-text = Nobody has written yet in your communities. A few words from you are enough to start.
mine-title = What you wrote
mine-thread = thread
mine-comment = comment
mine-held = waits for a moderator
mine-removed = removed by a moderator
mine-deleted = deleted by you
mine-empty-title = You have not written yet
mine-empty-text = There is no hurry. Reading is welcome too.
mine-all = That is all you wrote.
notices-lead = Answers to you, under each of your names.
notices-see-all = I have seen them
notices-empty-title = Nothing new
notices-empty-text = When someone answers you, it shows here.
notice-reply-to-thread = { $name }: someone wrote in your thread
notice-reply-to-comment = { $name }: someone answered you
notice-decision = { $name }: a moderator decided something about your words
notice-report = { $name }: someone called the moderators
notice-case = { $name }: something waits for a moderator
notice-proposal = { $name }: something about your words is being decided
notice-second = { $name }: something waits for a second moderator
notice-appeal = { $name }: someone asks for another look at a decision
notice-appeal-settled = { $name }: a moderator looked at a decision again

## Communities

communities-lead = Each is a place of its own. You have another made-up name in each.
communities-lead-stranger = These can be read without signing in.
communities-found = Start a community
communities-joined = joined
communities-empty-title = No communities yet
communities-empty-text = When somebody starts one, it shows here.
lookup-title = On another server
lookup-label = Address of a community
lookup-hint = Like !name@server.example, or its web address.
lookup-button = Look it up
community-join = Join
community-leave = Leave this community
community-about = About this community
community-you = You here
community-name = Your name here
community-keepers = Who keeps it safe
community-settings = Community settings
community-by-active = Newest activity first.
community-by-newest = Newest threads first.
community-show-active = Show newest activity first
community-show-newest = Show newest threads first
community-all = These are all the threads.
community-empty-title = No threads yet
community-empty-text = Someone has to be the first. A short hello is enough.
community-stranger = Anyone can read here. Members can write.
community-pictures = Members may add pictures
community-pictures-hint = A picture can show a face or a place. Talk about it first.
community-close = Close this community
community-close-text = Everything stays and can be read. Nobody can write any more.
community-close-title = Close { $title }?
community-close-button = Close it for good
community-pending = We asked { $server } to let us take part. What is written there shows once it agrees.
community-refused = { $server } did not let us take part. You can read what we already have.
founding-title = Start a community
founding-lead = You become its first moderator. You can find others to help you.
founding-title-label = Title
founding-name-label = Short name
founding-name-hint = Small letters, digits and dashes. It stands in the address.
founding-description-label = What is it for?
founding-audience-label = Who can read it?
founding-organisation-label = Whose is it?
founding-button = Start the community
audience-house-choice = Only the people of your house. It never leaves this server.
audience-circle-choice =
    { $count ->
        [one] Members of this server, and of servers that join our circle later.
       *[other] Members on the { $count } servers of our circle.
    }
audience-missing = Please choose who can read it.
audience-readers-their-circle = Members of { $server } and its circle can read this
names-title = Your name here
names-who = Everyone who can read this community sees this name, and nothing else about you.
names-apart = In your other communities you have other names. Nobody can see that they belong together.
names-changes = What you wrote under the old name shows the new one.
names-again = Draw another name
names-fresh-title = Start fresh
names-fresh-new = You get a new name here with your next words.
names-fresh-old = The old name stays over your old words. You can still change or delete them.
names-fresh-threads = Where you wrote before, you go on under the old name.
names-fresh-moderates = You moderate here under this name. Stop moderating first, then you can start fresh.
names-fresh-button = Leave this name behind
names-all = All your names
names-nickname-label = Or choose a nickname
names-nickname-hint = In your house people may know you. A nickname is fine, a last name is not.

## Threads, continued

thread-deleted-title = A deleted thread
thread-removed-title = A removed thread
delete-receipts = You see this: { $confirmed } of { $asked ->
        [one] 1 other server
       *[other] { $asked } other servers
    } confirmed that they deleted it.
thread-keep = Keep this thread
thread-unkeep = Let it go in its time
thread-mute = Mute this thread
thread-unmute = Hear of this thread again
thread-earlier-comments = Earlier comments
thread-page-of = Page { $page } of { $pages }
thread-join-first = Join this community, and you can write here.
thread-members-write = Members of this community can write here.
thread-locked-moderator = This thread is locked. As a moderator you can still write.
comment-in-reply-to-earlier = in reply to another comment
comment-decide = Decide about this
comment-decision = See the decision
write-answered-title = { $name } wrote
write-reply-look = See what you answer
write-reply-to-thread = Write to all instead
write-theirs-title = The other text

## Calling the moderators

report-title = Call the moderators
report-lead = They look at it. The person who wrote it never learns it was you.
report-danger = Is someone in danger right now? Do not wait for us.
report-reason-label = What is it about?
report-reason-danger = Someone may be in danger
report-reason-identity = It shows who somebody is
report-reason-selling = Selling, finding, or advertising treatment
report-reason-approach = An approach nobody asked for
report-reason-shaming = Shaming or harassment
report-reason-picture = A picture nobody should see, of a child or of violence
report-reason-spam = The same again and again, or not for here
report-reason-other = Something else
report-reason-missing = Please choose what it is about.
report-words-label = What should they know? (you can leave this empty)
report-button = Call the moderators
report-sent-title = Thank you
report-sent-text = The moderators can see it now. What they decide stands with your notices.
report-sent-back = Go back to reading

## Guidelines, moderators, decisions

guidelines-title = Guidelines
guidelines-all = Read all guidelines
guidelines-change = Change the guidelines
guidelines-label = The guidelines
guidelines-hint = One on each line, at most 20. They are numbered in this order.
guidelines-empty-title = No guidelines yet
guidelines-empty-text = Be kind, and speak for yourself.
guidelines-from-pack = Start from a pack
guidelines-fill-in = Fill in the form
guidelines-asked-again = Members read the change before they write here next. Words of crisis never wait for it.
guideline-holds = A moderator looks first at what seems to break this.
guideline-suggests = The software suggests something gentler.
guideline-refuses = Names that sound official are refused.
guideline-labels = A label shows it, and the software keeps to it.
refusal-guidelines-changed = The guidelines changed. Please read them; your words are still here.
agreement-title = The guidelines changed
agreement-text = Please read them once. Your words are safe below and go out with one tap.
agreement-button = I have read them
founding-pack-label = Guidelines to start with
founding-pack-hint = You can change every word later.
pack-language = Language
pack-ours = What this server agreed on
pack-ours-what = The guidelines from setting up.
pack-general = General
pack-general-what = For any group. Many ways are welcome.
pack-twelve-step = Twelve-step
pack-twelve-step-what = For groups that share in the way of the steps.
pack-tools = Tools and choices
pack-tools-what = For groups that work with tools, without labels.
pack-moderation = Moderation goals
pack-moderation-what = For people who cut down, pause or stop.
pack-medication = Medication is welcome
pack-medication-what = For people whose recovery includes medicine.
pack-house = House
pack-house-what = For people who live together.
pack-family = Family and friends
pack-family-what = For those who love somebody who uses or drinks.
thread-unlisted-tick = Don’t let search find this
thread-unlisted-hint = Neither the thread nor the answers show up in a search. They stay here to read.
thread-listening = Just listening
thread-listening-tick = No advice, please
thread-listening-hint = Others share their own story or are “with you”. Advice waits for a moderator.
shield-you = While you are new, only greeters may ask you for contact. If anyone else does, please report it.
shield-greeter = Whoever started this is new here. You greet here, so you may offer contact.
thread-listening-how = This thread asks for no advice. Tell your own story, or say “with you”.
screening-title = Screening rules
screening-lead = Each looks at words before others see them. Crisis words are never kept back.
screening-own = Rules of this community
screening-own-none = None yet. Paste a few examples, and see what they have in common.
screening-ours = Rules that every community has
rule-lane-label = What is it about?
rule-new = Make a rule from examples
rule-new-lead = Paste what you mean. Nothing is sent anywhere, and the examples are not kept.
rule-examples-label = Examples
rule-examples-hint = One to ten texts, with an empty line between them.
rule-examples-missing = Paste at least one example, please.
rule-counter-label = Not meant
rule-counter-hint = Texts that look alike and are fine, with an empty line between them.
rule-look = See what they share
rule-look-again = Look again
rule-make = Switch it on
rule-looks-title = What it would look for
rule-looks-for = At least { $needs } of these near each other: { $words }
rule-words = Words that they share, in all their forms
rule-words-hint = Tick a word to leave it out, then look again.
rule-strike = Leave out “{ $word }”
rule-struck = “{ $word }” is left out
rule-needs-label = How many of them must stand near each other?
rule-shares-nothing = These examples share no telling words. Add some that are more alike.
rule-missed = Example { $number } would not be found.
rule-caught = Number { $number } of what is not meant would be found too.
rule-found-title = What it would have found
rule-found-of = Among the { $count } newest texts of this community, at most 90 days old.
rule-found-none = Nothing.
rule-found-more = And more.
rule-outcome-label = What happens then?
rule-outcome-nudge = It is posted, and its author reads your sentence.
rule-outcome-hold = A moderator looks first, and its author reads your sentence.
rule-sentence-label = What its author reads
rule-sentence-hint = Say kindly what is wrong and how to mend it.
rule-holds = A moderator looks first.
rule-suggests = It only suggests; the text is posted.
rule-routes = It shows a better place; the text is posted.
rule-offers-help = It shows who helps; the text is posted at once.
rule-rests = Off
rule-switch-off = Switch off
rule-switch-on = Switch on
rule-discard = Throw away
rule-stays = Always on: it finds people who need help now.
rule-held = { $least ->
    [0] It has kept nothing back.
    [1] It kept a few texts back.
   *[other] It kept at least { $least } texts back.
}
rule-overturned = { $least ->
    [0] None of them was fine after all.
    [1] A few of them were fine after all.
   *[other] At least { $least } of them were fine after all.
}
rule-advice = Advice where a thread asks for none
rule-alarming = What sounds like danger
rule-approach = Private approaches to people who are new
rule-newcomer = Asking someone new for contact. Your team may ask.
rule-brokering = Offers of treatment for gain
rule-craving = Craving that is hard to bear
rule-crisis = Words of crisis
rule-despair = Despair
rule-dosing = Telling others what to take
rule-heavy = What sounds heavy
rule-identity = What shows who somebody is
rule-intoxicated = Writing while drinking or using
rule-lapse = A lapse
rule-links = Many links
rule-medication-shaming = Shaming medication
rule-names = Full names
rule-overdose = Overdose
rule-repetition = The same text again
rule-sourcing = Buying, selling and finding
rule-withdrawal = Dangerous withdrawal
rule-other = Another rule
refusal-rule-unfit = A rule needs words to look for and a sentence of at most 200 letters.
refusal-rule-stays = This rule stays on. It finds people who need help now.
refusal-guidelines-unfit = At most 20 guidelines, each under 500 letters, please.
team-title = Moderators
team-lead = They are members like you. They see reports, never your other names.
team-role-lead = leads
team-empty-title = Nobody yet
team-retire = { $name } steps down
team-appoint = Make them a moderator
team-greeters = Greeters
team-greeters-lead = They welcome newcomers. They see no reports.
team-appoint-greeter = Make them a greeter
team-how-to-appoint = To add somebody: open "Decide about this" at something they wrote.
queue-title = Waiting for you
queue-lead = The most urgent comes first. Take your time, and ask others.
queue-open =
    { $count ->
        [0] Nothing waits for you
        [one] { $count } case waits
       *[other] { $count } cases wait
    }
queue-empty-title = Nothing waits
queue-empty-text = Nobody has called. Thank you for looking.
queue-all = This is all that waits.
queue-did-rest = The hard ones are with the others now. Thank you. You can stop here.
care-title = Thank you. You can stop here
care-text = You looked at much that is hard today. What waits can wait for others, or for tomorrow.
care-folded = The hard cases left are folded away for you. Where somebody may be in danger, you still see it.
care-hand-on = Hand the hard ones to the others
care-look-on = Look on anyway
care-kept = Only you see this. It is written nowhere, and tomorrow it is forgotten.
told-guideline = Guideline { $number }: { $text }
queue-later = Show more
queue-looks = a moderator looks at it
queue-asked = a second opinion is asked
queue-since-now = since this hour
queue-since-hours =
    { $count ->
        [one] since { $count } hour
       *[other] since { $count } hours
    }
queue-since = open: { $when }
queue-reason-times = { $reason } ({ $count } times)
queue-reason-server = Called from { $server }
queue-rule-advice = A rule: the thread asks for no advice.
queue-rule-alarming = A rule: it sounds like danger. It may be wrong. It is not held.
queue-rule-approach = A rule: it may be an approach to someone new.
queue-rule-brokering = A rule: it reads like an offer of treatment.
queue-rule-craving = A rule: someone may be close to using. It is not held.
queue-rule-crisis = A rule: someone may be in danger. It is not held.
queue-rule-despair = A rule: someone may be in despair. It is not held.
queue-rule-dosing = A rule: it may tell someone what to take.
queue-rule-heavy = A rule: it sounds heavy. It may be wrong. It is not held.
queue-rule-identity = A rule: it may show who somebody is.
queue-rule-links = A rule: it holds many links.
queue-rule-newcomer = A rule: it asks someone new for contact.
queue-rule-medication-shaming = A rule: it may run down medication. It is not held.
queue-rule-own = A rule that your team made.
queue-rule-overdose = A rule: it speaks of an overdose. It is not held.
queue-rule-repetition = A rule: the same was written before.
queue-rule-sourcing = A rule: it reads like buying or selling.
queue-rule-withdrawal = A rule: it speaks of dangerous withdrawal. It is not held.
queue-history-texts =
    { $count ->
        [one] Wrote { $count } text here
       *[other] Wrote { $count } texts here
    }
queue-history-long = Wrote a hundred texts here, or more
queue-history-removals = { $count } removed
queue-history-warnings =
    { $count ->
        [one] { $count } reminder
       *[other] { $count } reminders
    }
queue-history-bans =
    { $count ->
        [one] closed to them { $count } time
       *[other] closed to them { $count } times
    }
queue-around = Read it in its thread
queue-keep = Keep it
queue-remove = Remove it
queue-close = Close this case
queue-warn = Keep it, and remind them
queue-hold = Keep it back for now
queue-ask = Ask for a second opinion
queue-look = I am looking at it
queue-mute = Close the community to them for 7 days
queue-ready-label = What the person reads
queue-ready-none = No ready sentence
queue-words-label = Your own words (you can leave this empty)
queue-tick = One of several to remove
queue-several-title = The same again and again?
queue-several-text = Tick them above. All that is ticked is removed by one guideline.
queue-several-button = Remove what is ticked
queue-several-none = Please tick what is to be removed.
queue-undo = Undo
queue-did-remove = It is removed. The person was told why.
queue-did-warn = It stays. The person was reminded.
queue-did-hold = It is kept back until somebody decides.
queue-did-look = Others see that somebody looks at it.
queue-did-ask = The other moderators are asked.
queue-did-undo = It is as it was before.
queue-did-keep = It stays.
queue-handed-link = What I asked others to look at
queue-waiting-link = What waits for me
queue-keys = Work by keyboard
queue-keys-1 = 1 opens the words, 2 keeps, 3 removes, 4 shows the thread, 5 goes to the guideline.
queue-keys-2 = 6 reminds, 7 keeps back, 8 asks others, 9 undoes. J and K go up and down.
lane-danger = Someone may be in danger
lane-picture = A picture nobody should see
lane-identity = Who somebody is
lane-predation = Approaches and brokers
lane-sourcing = Buying and selling
lane-self-harm = Someone is not well
lane-harassment = Someone is run down
lane-ordinary = Everything else
ready-identity = We took this down so that nobody is recognised. You are welcome here.
ready-offers = We keep offers of treatment out of here, even kind ones. Please share your own story.
ready-sourcing = We keep buying, selling and prices out of here. Please write without them.
ready-approach = New people need room here. Please write in the thread, not in private.
ready-kindness = Someone was hurt by this. Please speak of your own way, and be gentle.
ready-medicine = Please don't tell others what to take. What helped you is welcome.
ready-elsewhere = This was not for here. You are welcome to write again.
called-title = What you called for
called-waits = The moderators have it. Nobody has decided yet.
called-stays = A moderator looked. It stays.
called-removed = A moderator looked. It was removed.
called-decided = A moderator looked, and did something about it.
case-comment-by = Comment by { $name }
case-thread-by = Thread by { $name }
case-words = What was written
case-picture = Picture: { $alt }
case-picture-bare = A picture that nobody described
case-picture-open = Show it
case-reporter = The person who called wrote:
case-gone = It is not here any more
decide-title = Decide about this
decide-now = What counts now
decide-kind-label = What do you want to do?
decide-guideline-label = By which guideline?
decide-guideline-choose = Choose a guideline
decide-words-label = Words to the person who wrote it
decide-words-hint = Only they can read them. A kind sentence helps.
decide-button = Decide
decide-person = About { $name }
decision-remove = A moderator removed this
decision-lock = A moderator locked this thread
decision-pin = This thread stays on top
decision-ban = A moderator closed this community to this person
decision-hold = Waits for a moderator
decision-warn = A moderator gave a reminder of a guideline
decision-choose-remove = Remove it
decision-choose-lock = Lock the thread
decision-choose-pin = Keep it on top
decision-choose-ban = Close the community to this person
decision-undo-remove = Bring it back
decision-undo-lock = Unlock it
decision-undo-pin = No longer on top
decision-undo-ban = Open the community again
decision-undo-warn = Take the reminder back
decision-undo-hold = Show it to everyone
decision-guideline = Guideline { $number }
decision-guideline-missing = Please choose the guideline it is about.
decision-kind-missing = Please choose what to do.
decision-rule-advice = This thread asks for no advice, so a moderator looks first. Tell your own story, or say “with you”.
decision-rule-own = This matches a rule that the moderators of this community made.
decision-rule-newcomer = They are new here, so a moderator looks first. Leave out how to reach you, and it shows.
decision-rule-alarming = This may be a hard hour. We don't know who you are and cannot send anyone. These people can:
decision-rule-approach = New people need room. Write in the thread, not in private, and ask for no details.
decision-rule-brokering = This reads like an offer of treatment, so a moderator looks first. Leave out offers, money and insurance.
decision-rule-craving = Hard moments pass, and company helps. These people listen now:
decision-rule-crisis = Nobody may be awake. We don't know who you are and cannot send anyone. These people can:
decision-rule-despair = That sounds heavy. You do not have to carry it alone. These people listen:
decision-rule-dosing = This may tell someone what to take, so a moderator looks first. Say what you did instead.
decision-rule-heavy = That may be a lot to carry, and you need not carry it alone. These people listen:
decision-rule-identity = This may show who someone is, so a moderator looks first. Leave out names, places and numbers.
decision-rule-intoxicated = You are welcome here as you are. If you want to talk to someone now:
decision-rule-lapse = Thank you for saying it. You are welcome here. If you want to talk to someone now:
decision-rule-links = It holds many links, so a moderator looks first.
decision-rule-medication-shaming = For many people, medication is part of recovery. Could you speak of your own way only?
decision-rule-names = A full name may show who someone is. A first letter is enough.
decision-rule-overdose = This sounds dangerous. Call for help now, and stay with someone. These people can help:
decision-rule-repetition = It looks like something posted before, so a moderator looks first.
decision-rule-reported-identity = Somebody says this may show who someone is. It is folded until a moderator looks.
decision-rule-reported-picture = Somebody called because of the picture. It is folded until a moderator looks.
decision-rule-sourcing = This reads like buying or selling, so a moderator looks first. Leave out what, where and prices.
decision-rule-withdrawal = Stopping drink or pills at once can be dangerous. Doctors can make it safe. These people can help:
told-mend = Change my words
decision-wrong = If this seems wrong to you, ask a moderator to look at it again.
decided-title = What was decided
decided-lead = Only you and the moderators can see this page.
decided-nothing = Nothing counts against this now.
decided-words = The moderator wrote to you:
decisions-title = Decisions
decisions-lead = What moderators decided here. No names, no words: only what, and by which guideline.
decisions-empty-title = No decisions yet
decisions-empty-text = When moderators decide something, it is noted here.
decisions-all = These are all decisions.
log-remove-thread = A thread was removed
log-remove-comment = A comment was removed
log-lock = A thread was locked
log-pin = A thread was put on top
log-ban = The community was closed to somebody
log-hold = Something waited for a moderator
log-warn = Somebody was reminded of a guideline
log-lifted = undone since
log-mute = Somebody may not write here for a time
decisions-small = Few people are here, so this counts decisions by full month. No names, no words.
decisions-small-empty = When a month is over, what moderators decided in it is counted here.
counts-remove =
    { $count ->
        [one] { $count } thread or comment removed
       *[other] { $count } threads or comments removed
    }
counts-lock =
    { $count ->
        [one] { $count } thread locked
       *[other] { $count } threads locked
    }
counts-pin =
    { $count ->
        [one] { $count } thread put on top
       *[other] { $count } threads put on top
    }
counts-ban =
    { $count ->
        [one] { $count } person may not write
       *[other] { $count } people may not write
    }
counts-hold =
    { $count ->
        [one] { $count } text waited for a moderator
       *[other] { $count } texts waited for a moderator
    }
counts-warn =
    { $count ->
        [one] { $count } author was reminded of a guideline
       *[other] { $count } authors were reminded of a guideline
    }
decision-choose-warn = Remind the author of a guideline
decision-ban-you = A moderator closed this community to you
decision-mute-you = You may not write in this community for a time
decision-ends =
    { $count ->
        [one] It ends by itself in { $count } day.
       *[other] It ends by itself in { $count } days.
    }
decision-open-end = It counts until a moderator undoes it.
appeal-ask = See it, and ask for another look
appeal-title = Ask for another look
appeal-lead = A moderator who did not decide this reads it. Where there is none, the same one looks after a week.
appeal-once = You can ask once.
appeal-words-label = What should they know?
appeal-button = Ask for another look
appeal-waits = You asked for another look. You hear of it here.
appeal-stands = A moderator has looked again. The decision stands.
appeal-lifted = A moderator has looked again. The decision is undone.
appeal-same-person = It was the same moderator: nobody else moderates here.
appeal-over = It is undone, or over.
appeal-not-here = Nobody on this server can look at it again. Ask the moderators.
refusal-appealed-already = You asked already. Each decision is looked at again once.
refusal-no-appeal = Nobody can look at this again here.
refusal-appeal-empty = Please write a few words.
refusal-own-decision = You decided this. Somebody else should look at it.
appeals-title = Asked to look again
appeals-lead = Authors ask for another look at a decision. They hear what you find.
appeals-empty = Nobody asks
appeals-look = See what it is about
appeals-told = What they were told:
appeals-asks = They write:
appeals-own = You decided this, and nobody else moderates here. The author will read that.
appeals-stands = It stands
appeals-lift = Undo it
appeals-later =
    { $count ->
        [one] You decided this. If nobody else can look, you may in { $count } day.
       *[other] You decided this. If nobody else can look, you may in { $count } days.
    }
appeals-decided = You decided this. Another moderator looks at it.
audit-title = The audit
audit-line = What was decided here, so that nobody can change it unseen.
audit-lead = What moderators and keepers did. Never who, never about whom.
audit-head-title = Where it ends now
audit-head-text = Write this down, or print it. It shows later that nothing was taken out.
audit-empty = Nothing is noted yet.
audit-command = To check it, at the machine:
audit-rows-title = The last rows
audit-rows-text = Each community has its own list. Only the month is kept.
audit-place = number { $number }
audit-community = community { $number }
audit-measure-taken = A decision
audit-measure-lifted = A decision was undone
audit-proposal-made = Something that needs two was asked for
audit-proposal-done = Something that needs two was done
audit-proposal-dropped = Something that needs two was dropped
audit-appeal-made = Somebody asked for another look
audit-appeal-settled = Somebody looked again
audit-appointed = Somebody joined a team
audit-retired = Somebody left a team
audit-guidelines-changed = Guidelines were changed
audit-community-founded = A community was founded
audit-community-closed = A community was closed
audit-organisation-made = A home or group was made
audit-office-given = Somebody got an office
audit-stay-ended = Somebody's office was ended
audit-server-listed = A server came into the circle
audit-server-ended = A server left the circle
audit-server-blocked = A server was blocked
audit-something = Something that this version does not know
ban-title = Close this community to { $name }
ban-lead = They can read, but not write here, under any name. Their other communities are not touched.
ban-days-label = For how long?
ban-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
ban-open = Until it is opened again
ban-button = Close it to them

decision-ban-everywhere = This server is closed to this person
log-ban-everywhere = This server was closed to somebody

## What needs two

proposal-more = Ask for more
proposal-title = Ask for more about { $name }
proposal-lead = These go far, so one moderator alone does not decide them.
proposal-how = Somebody of another home or group has to agree. If there is nobody, it waits three days.
proposal-told = The person is told, and sees until when it waits.
proposal-choose-purge = Remove everything this name wrote here
proposal-choose-instance-ban = Close the whole server to this person
proposal-days-label = If the server is closed, for how long?
proposal-button = Ask for it
proposal-purge = Everything this name wrote in the community would be removed.
proposal-instance-ban = The whole server would be closed to this person, under every name.
proposal-about-you = About you, as { $name }
proposal-yours = Nothing has happened yet. Nobody was shown your other names.
proposal-words = The moderator wrote:
proposal-waits =
    { $count ->
        [one] Nobody else has to agree. It happens by itself within a day, unless it is stopped.
       *[other] Nobody else has to agree. It happens by itself in { $count } days, unless it is stopped.
    }
proposal-needs-second =
    { $count ->
        [one] Somebody of another home or group has to agree within a day. Otherwise nothing happens.
       *[other] Somebody of another home or group has to agree within { $count } days. Otherwise nothing happens.
    }
proposal-same-home = You share a home or group with whoever asked, so you can only say no.
proposal-agree = Agree, and do it now
proposal-decline = Say no
proposal-withdraw = Take it back
proposals-title = What needs two
proposals-line = What moderators asked for and one alone does not decide.
proposals-lead = Decisions that go far wait here. What is settled leaves no line.
proposals-none = Nothing is waiting.

## When the server is closed to somebody

closed-title = This server is closed to you
closed-lead = Moderators decided this. You cannot read or write here for now, under any name.
closed-why = Why
closed-when = Until when
closed-days =
    { $count ->
        [one] It opens again within a day.
       *[other] It opens again in { $count } days.
    }
closed-open-end = Until moderators open it again.
closed-account = Nothing was written on your account, and your names were not shown to anybody.
closed-leaving = You can still take away everything you wrote.
closed-help = If you need somebody now, help does not depend on this server.

## Blocking a name, for oneself

block-name = Block this name
block-folded = You blocked this name
block-thread = A thread by a name you blocked
block-end = Take it back
settings-people = Other people
blocks-title = Names you blocked
blocks-line = Only you see this. You can take each one back.
blocks-lead = Their words are folded for you. They are not told.
blocks-none = You blocked nobody.
blocks-others = Other names of the same person cannot reach you with answers. We do not show you which names those are.

## Refusals of moderators' work

refusal-not-here = This is not here, or not yours to decide.
refusal-not-lead = Only a leading moderator can do this.
refusal-last-lead = Somebody has to lead. Find another leading moderator first.
refusal-does-not-fit = This decision does not fit here.
refusal-reason-missing = Please choose a guideline, or write a few words.
refusal-unknown-guideline = There is no guideline with this number here.
refusal-proposed-already = This is waiting already.
refusal-not-the-second = This needs somebody of another home or group.
refusal-too-many-blocks = You blocked very many names. Take some back first.
refusal-cannot-ban = This person's own server has to decide about this.

## The circle

circle-lead = Members here and on these servers share circle communities. House communities are never shared.
circle-none = No other server yet.
circle-asked = We asked. They have not answered yet.
circle-listed = In our circle.
circle-ended = No longer in our circle.
circle-blocked = We do not speak with this server.
circle-end = End it
circle-end-title = End the circle with { $server }?
circle-end-lead = Neither side gets new threads or comments of the other any more.
circle-invite-title = Invite a server
circle-invite-text = Give the code to the other operator, by a way you both trust.
circle-invite-button = Make a code
circle-invitation-lead = The other operator types both on their own circle page. It is shown only once.
circle-invitation-title = For the other operator
circle-invitation-once = It works once, for seven days.
circle-accept-title = Answer an invitation
circle-address-label = Server
circle-address-hint = Its address, as in harbor.example.
circle-code-label = Code
circle-accept-button = Join their circle

## Refusals of other servers

refusal-circle-not-an-address = That is not a server's address. Please check each letter.
refusal-circle-ourselves = That is this very server.
refusal-circle-blocked = We do not speak with that server. End the block first.
refusal-circle-unreachable = That server does not answer as we expect. Check the address, or try later.
refusal-circle-unknown = That server is not in the circle.
refusal-lookup-not-an-address = Please write it like !name@server.example, or paste its web address.
refusal-lookup-blocked = We do not speak with that server.
refusal-lookup-not-found = We found no community there. Please check the address.
refusal-lookup-not-a-community = There is something there, but it is not a community.
refusal-lookup-unreachable = That server does not answer now. Please try again later.

# Who is on call, and what wakes them.
rota-title = Who is awake
rota-lead = Hours that people of this team chose. Nobody has to be awake all the time.
rota-nobody = Nobody is on call in this hour. An alert rings addresses without hours; without any, it rings all.
rota-now = On call now: { $names }
rota-clock = What does your clock say now?
rota-by-clock = Show by my clock
rota-clock-hint = Your clock is not kept. Look again when clocks change.
rota-two-places = In two communities, choose different hours. Equal ones could show that both names are yours.
rota-list = The team
rota-on-call = on call
rota-no-hours = No hours yet
rota-mine = Your hours
rota-take = Add these hours
rota-give-back = Give these back
rota-what-title = What wakes somebody
rota-what-danger = Words of danger, or a report of it: whoever is on call, at once. It takes two people.
rota-what-next = Not enough people are on it after five minutes: the next on the list. Five minutes later: everybody.
rota-what-waiting = A thread that waits for its first answer: whoever is on call after two hours, everybody after six.
rota-what-held = Something kept back for twelve hours, or somebody at the door: whoever is on call.
weekly-days = On which days?
weekly-from = From
weekly-to = To
weekly-now = { $day }, { $clock }
weekly-every-day = Every day
weekly-always = At every hour
weekly-hours = { $days }: { $times }
weekly-span = { $from } to { $to }
weekly-long = from { $from } for { $hours } hours
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
alerts-title = What woke us
alerts-rung =
    { $count ->
        [one] { $count } address rang
       *[other] { $count } addresses rang
    }
alerts-waiting =
    { $count ->
        [one] { $count } is still tried
       *[other] { $count } are still tried
    }
alerts-unheard = { $count } could not be reached
alerts-taken-up = somebody is on it
alerts-first-on-it = one person is on it, and a second is wanted
alerts-you-first = you are on it, and a second person is wanted
alerts-take-up = I am on it
alert-danger = Somebody may be in danger
alert-held = Something waits for a moderator's look
alert-unanswered = A thread waits for its first answer
alert-long-unanswered = A thread still waits for its first answer
alert-door = Somebody asks to come in
alert-trial = A try
bells-title = Where we are woken
bells-lead = An address belongs to this team, never to a name. So it has hours of its own.
bells-words = All it is ever sent: "Porchlight needs you".
bells-none = No address yet. Alerts stand on this page, and wake nobody.
bells-silent = It could not be reached when it was last rung.
bells-try = Try it now
bells-change = Hours, and taking it down
bells-add-hours = Add these hours
bells-always = Let it ring at every hour
bells-take-down = Take it down
bells-new = Add an address
bells-kind = What is it?
bell-ntfy = ntfy
bell-ntfy-hint = A topic of an ntfy server, which an app on your phone listens to.
bell-webhook = Webhook
bell-webhook-hint = For a chat group of the team, say.
bells-place = Its address
bells-place-hint = Begins with https. Whoever knows it can read along, so only its server is shown later.
bells-hours-hint = Without days it rings at every hour.
bells-put-up = Add it
refusal-bell-unfit = This address cannot be used. It begins with https and is open to the internet. Twenty at most.

# First answers.
unanswered-title = Waiting for a first answer
unanswered-lead = First threads, and threads that ask for help. A few warm words are enough.
unanswered-median =
    { $hours ->
        [0] Half of the latest ones were answered within the hour.
        [one] Half of the latest ones were answered after { $hours } hour.
       *[other] Half of the latest ones were answered after { $hours } hours.
    }
unanswered-no-median = Nothing was answered yet.
unanswered-try = We try. Nobody was promised anything.
unanswered-empty-title = Everybody has an answer
unanswered-empty-text = Thank you for looking.
unanswered-this-hour = waiting since this hour
unanswered-hours =
    { $count ->
        [one] waiting for { $count } hour
       *[other] waiting for { $count } hours
    }
unanswered-since = written { $time }, and waiting
unanswered-asks = asks for help
unanswered-first = first thread here
unanswered-all = These are all that wait.

# Asking to come in without an invitation.
join-ask-no-code = No code?
asking-title = Ask to come in
asking-lead = You need no invitation to ask, no e-mail and no name.
asking-words = A few words
asking-hint = What brings you here? Please no real name, phone number or address.
asking-send = Ask
asking-kept = We keep these words for two weeks at most, and nothing else of you.
asking-help = Is it urgent?
asked-title = I asked before
asked-danger-title = You matter. Please talk to somebody now.
asked-danger-text = Nobody may be awake here. We don't know who you are and cannot send anyone. These people can:
asked-sent-title = You asked
asked-sent-lead = Somebody will read it. It may take a day.
asked-code = Write this code down. With it you come back and see the answer.
asked-once = We show it once. Nobody can look it up for you.
asked-look = Look for an answer
asked-label = The code you were shown
asked-unknown = We find nothing under this code. After two weeks it is gone.
asked-waiting = Nobody has answered yet. Please look again later.
asked-let-in = You are welcome here. Your code is your invitation now.
asked-answer = The answer
asked-come-in = Come in
asked-yours = Your words
asked-kept = All of this goes after two weeks, or once you are in.
door-title = At the door
door-lead = People without an invitation who would like to come in. You see their words and nothing else.
door-closed = This team does not answer the door. Those who run this server choose who does.
door-empty-title = Nobody waits
door-empty-text = Thank you for looking.
door-answered = The answer they see:
door-let-in = may come in
door-words = Your words to them
door-let-them-in = Let them in
door-answer = Only answer
door-kept = Who answered is not kept. Their words go after two weeks, or once they are in.
settings-door-title = The door
settings-door-line = May people without an invitation ask to come in?
settings-door-lead = Somebody may need you at three at night, and know nobody here.
settings-door-who = Whose team answers them?
settings-door-hint = They see the words and may let somebody into the home or group of that community.
settings-door-nobody = Nobody: they cannot ask
refusal-nobody-answers = Nobody answers the door here. Please ask somebody you know for an invitation.
refusal-door-crowded = Many wait at the door right now. Please come again tomorrow.
refusal-ask-bad = A few words, please, and not more than 600 letters.

# Search
search-title = Search
search-lead = Type what you need in your own words. We keep nothing of it.
search-label = What are you looking for?
search-hint = A few words will do, spelled any way.
search-hint-address = The address of a community or a thread works too.
search-where = Where
search-everywhere = Everywhere I can read
search-button = Search
search-ended = That search is over, and its words are gone. Please type them again.
search-did-you-mean = Did you mean
search-words = We looked for: { $words }
search-phrases = Just as it stands: { $words }
search-also = Other words for it: { $words }
search-without = Without: { $words }
search-spelt = We read “{ $typed }” as “{ $read }”.
search-puzzling = We could not make sense of this, so we left it out: { $words }
search-only-in = Only in { $community }
search-only-noted = Only what has a content note
search-from = From { $month } on
search-before = Before { $month }
search-shortened = That was long, so we read its start.
search-filling = We are still taking in what was written before: { $percent } % is done. You may find more in a while.
search-found = What we found
search-best-first = Best match first
search-newest-first = Newest first
search-more = More
search-end = That's all we found.
search-is-comment = an answer
search-is-community = a community
search-is-guideline = a guideline
search-untitled = A thread that is gone or folded
search-empty-title = Nothing found, yet
search-empty-text = Try fewer words, or another word for it. Or ask: somebody here may know.
search-empty-look = Look around the communities
search-away = Search is resting just now. Everything else works. Please try again later.
search-urgent-title = You don’t have to be alone with this
search-urgent-text = People are there for you right now, day and night. You can call or write to them.
