//! People who live at a server under test and write there.

use forum::{CommentDraft, ThreadDraft};
use members::{
    Audience, Community, Device, Joining, Member, Persona, SetUp, Viewer, belonging,
    communities::{self, Founder, Founding},
    invitations::{self, Issue},
    offices::{self, Office},
    organisations, personas,
};
use porchlight::instance::Instance;
use store::{CommentId, CommunityId, ThreadId};

/// Somebody signed in at one server.
#[derive(Clone)]
pub struct Resident {
    /// Where they live.
    pub instance: Instance,
    /// Who they are there.
    pub member: Member,
    /// The value of their session cookie.
    pub session: String,
}

/// What everybody here signs in with.
pub const PASSPHRASE: &str = "cedar lamp window tuesday";

impl Resident {
    /// The first one, who keeps an empty server.
    ///
    /// # Panics
    /// When something here does not work: the test cannot go on.
    pub async fn keeper(instance: &Instance) -> Self {
        let set_up = SetUp { organisation_name: "The test's own".into(), house: true };
        let code = instance.members.set_up(set_up).await.expect("an empty server can be set up");
        Self::join(instance, "keeper", &code).await
    }

    /// Joins with an invitation.
    ///
    /// # Panics
    /// When the invitation does not work.
    pub async fn join(instance: &Instance, name: &str, code: &str) -> Self {
        Self::join_with(instance, name, PASSPHRASE, code).await
    }

    async fn join_with(instance: &Instance, name: &str, passphrase: &str, code: &str) -> Self {
        let joining =
            Joining { sign_in_name: name.into(), passphrase: passphrase.into(), device: Device::Own };
        let joined = instance.members.join(code, joining).await.expect("an invitation works");
        let member = instance.members.member(&joined.session.value).await.expect("sessions are read");
        Self {
            instance: instance.clone(),
            member: member.expect("the session is new"),
            session: joined.session.value,
        }
    }

    /// Invites somebody and lets them join.
    ///
    /// # Panics
    /// When this person may not invite.
    pub async fn invite(&self, name: &str) -> Self {
        self.invite_with(name, PASSPHRASE).await
    }

    /// As [`Resident::invite`], with a passphrase of their own.
    ///
    /// # Panics
    /// When this person may not invite.
    pub async fn invite_with(&self, name: &str, passphrase: &str) -> Self {
        Self::join_with(&self.instance, name, passphrase, &self.invitation(name).await).await
    }

    /// An invitation's code.
    ///
    /// # Panics
    /// When this person may not invite.
    pub async fn invitation(&self, name: &str) -> String {
        let mut tx = self.instance.database.write().await.expect("writable");
        let organisation = organisations::mine(&mut tx, &self.member).await.expect("readable")[0].id;
        let manager = offices::manager(&mut tx, &self.member, organisation).await.expect("readable");
        let issue = Issue { label: name.into(), office: Office::Member, days: 7 };
        let code = invitations::issue(&mut tx, &manager.expect("a manager"), issue).await.expect("issued");
        tx.commit().await.expect("kept");
        code
    }

    /// Founds a community and leads it.
    ///
    /// # Panics
    /// When this person may not.
    pub async fn found(&self, name: &str, audience: Audience) -> Community {
        let mut tx = self.instance.database.write().await.expect("writable");
        let organisation = organisations::mine(&mut tx, &self.member).await.expect("readable")[0].id;
        let operator =
            offices::operator(&mut tx, &self.member).await.expect("readable").expect("an operator");
        let founder = Founder::Operator(operator);
        let founding = Founding {
            name: name.into(),
            title: format!("About {name}"),
            description: "A place of the test's own.".into(),
            audience,
            organisation,
        };
        let community = communities::found(&mut tx, &founder, founding).await.expect("founded");
        belonging::join(&mut tx, &self.member, &community).await.expect("its founder joins");
        let persona = personas::wear(&mut tx, &self.member, &community).await.expect("a name");
        moderation::guidelines::start_with(&mut tx, community.id, &["Be kind."]).await.expect("guidelines");
        moderation::team::founding(&mut tx, &founder, &community, persona.id).await.expect("leads");
        tx.commit().await.expect("kept");
        community
    }

    /// The community founded under this name as this person sees it: another server's circle community has an
    /// address without meaning, but the same title.
    ///
    /// # Panics
    /// When they cannot see it.
    pub async fn sees(&self, name: &str) -> Community {
        let mut tx = self.instance.database.read().await.expect("readable");
        let viewer = Viewer::of(&mut tx, &self.member).await.expect("readable");
        let known = communities::list(&mut tx, &viewer).await.expect("readable");
        let title = format!("About {name}");
        known.into_iter().find(|community| community.title == title).expect("the community is known here")
    }

    /// Joins a community.
    ///
    /// # Panics
    /// When they may not.
    pub async fn belong(&self, community: &Community) {
        let mut tx = self.instance.database.write().await.expect("writable");
        belonging::join(&mut tx, &self.member, community).await.expect("may join");
        tx.commit().await.expect("kept");
    }

    /// The name they wear in a community.
    ///
    /// # Panics
    /// When they have none and cannot get one.
    pub async fn name_in(&self, community: &Community) -> Persona {
        let mut tx = self.instance.database.write().await.expect("writable");
        let persona = personas::wear(&mut tx, &self.member, community).await.expect("a name");
        tx.commit().await.expect("kept");
        persona
    }

    /// Starts a thread.
    ///
    /// # Panics
    /// When it is refused or held.
    pub async fn start(&self, community: &Community, title: &str, body: &str) -> ThreadId {
        let mut tx = self.instance.database.write().await.expect("writable");
        let draft = ThreadDraft { title: title.into(), body: body.into(), ..ThreadDraft::default() };
        let posted =
            forum::threads::start(&mut tx, &self.member, community, draft).await.expect("not refused");
        tx.commit().await.expect("kept");
        assert_eq!(posted.verdict.hold(), None);
        posted.id
    }

    /// Posts a comment.
    ///
    /// # Panics
    /// When it is refused or held.
    pub async fn comment(&self, thread: ThreadId, body: &str) -> CommentId {
        let mut tx = self.instance.database.write().await.expect("writable");
        let draft = CommentDraft { body: body.into(), ..CommentDraft::default() };
        let posted = forum::comments::post(&mut tx, &self.member, thread, draft).await.expect("not refused");
        tx.commit().await.expect("kept");
        assert_eq!(posted.verdict.hold(), None);
        posted.id
    }

    /// Changes the words of their comment, which nobody changed before.
    ///
    /// # Panics
    /// When they may not.
    pub async fn edit(&self, comment: CommentId, body: &str) {
        let mut tx = self.instance.database.write().await.expect("writable");
        let draft = CommentDraft { body: body.into(), ..CommentDraft::default() };
        forum::comments::edit(&mut tx, &self.member, comment, 1, draft).await.expect("not refused");
        tx.commit().await.expect("kept");
    }

    /// Takes their comment away.
    ///
    /// # Panics
    /// When they may not.
    pub async fn delete(&self, comment: CommentId) {
        let mut tx = self.instance.database.write().await.expect("writable");
        forum::comments::delete(&mut tx, &self.member, comment).await.expect("not refused");
        tx.commit().await.expect("kept");
    }

    /// The titles of a community's threads, newest first; `None` for one that is hidden.
    ///
    /// # Panics
    /// When the database fails.
    pub async fn titles(&self, community: &Community) -> Vec<String> {
        let mut tx = self.instance.database.read().await.expect("readable");
        let viewer = Viewer::of(&mut tx, &self.member).await.expect("readable");
        let page = forum::threads::list(&mut tx, &viewer, community, forum::Order::Newest, None).await;
        page.expect("readable").items.into_iter().map(|line| line.title).collect()
    }

    /// What this person reads in a thread, comment by comment in order; `None` where the text is hidden.
    ///
    /// # Panics
    /// When they cannot see the thread.
    pub async fn reads(&self, thread: ThreadId) -> Vec<Option<String>> {
        let mut tx = self.instance.database.read().await.expect("readable");
        let viewer = Viewer::of(&mut tx, &self.member).await.expect("readable");
        let (thread, community) =
            forum::threads::show(&mut tx, &viewer, thread).await.expect("readable").expect("visible");
        let mut texts = Vec::new();
        for number in 1.. {
            let page = forum::comments::page(&mut tx, &viewer, (&thread, &community), number)
                .await
                .expect("readable");
            let plain = |comment: &forum::Comment| comment.html.as_deref().map(forum::text::plain);
            texts.extend(page.items.iter().map(plain));
            if number >= page.pages {
                break;
            }
        }
        texts
    }

    /// Where a thread is known here by its address elsewhere.
    ///
    /// # Panics
    /// When it has not arrived.
    pub async fn thread_at(&self, address: &str) -> ThreadId {
        let mut tx = self.instance.database.read().await.expect("readable");
        match forum::objects::by_object(&mut tx, address).await.expect("readable") {
            Some(moderation::Subject::Thread(thread)) => thread,
            other => panic!("{address} is {other:?} here"),
        }
    }

    /// The only community with this id, as this person sees it.
    ///
    /// # Panics
    /// When they cannot see it.
    pub async fn community(&self, id: CommunityId) -> Community {
        let mut tx = self.instance.database.read().await.expect("readable");
        let viewer = Viewer::of(&mut tx, &self.member).await.expect("readable");
        communities::get(&mut tx, &viewer, id).await.expect("readable").expect("visible")
    }
}
