function i(t,e,o){let n=document.createElement(t);return e&&(n.className=e),o!==void 0&&(n.textContent=o),n}function p(t,e){let o=i("option","",e);return o.value=String(t),o}function R(t,e){let o=i("table",t),n=i("thead"),r=i("tr"),s=i("tbody");for(let a of e)r.append(
i("th","",a));return n.append(r),o.append(n,s),{table:o,head:r,rows:s}}function y(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}var C=globalThis;C.dsvGains??=new WeakMap;var x=C.dsvGains;function X(t,e){let o=t.get(e);return x.get(o)?.whole??o}function J(t,e,o,n){let r=t.get(e),s=y(X(t,e)),
a=y(n);if(s.length!==o||!(r instanceof Object))return!1;let l=x.get(r);if(!l||l.room.length<o+a.length){let c=new Uint8Array(2*(o+a.length));c.set(s),l={room:c},
x.set(r,l)}return l.room.set(a,o),l.whole=l.room.subarray(0,o+a.length),!0}function v({model:t}){let e=(o,n)=>{let r=(o?.gained??[]).filter(([s,a],l)=>!J(t,s,a,
n[l]));r.length&&t.send({whole:r.map(([s])=>s)})};t.on("msg:custom",e)}var $=(t,e,o)=>Math.max(e,Math.min(o,t));function P(t,e=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}var w=400;function M(t,e){let o=i("button","dsv-small dsv-numbers","▦"),n=i("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the number\
s of this view as a table",o.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",t.head.append(o),t.body.before(n);let r=!1;return t.
listen(o,"click",()=>{r=!r,o.setAttribute("aria-pressed",String(r)),t.redraw()}),()=>(n.style.display=r?"":"none",t.body.style.display=r?"none":"",r&&Q(t,n,e()),
r)}function Q(t,e,{columns:o,rows:n,note:r}){let s=R("dsv-table",o);for(let l of s.head.children)l.scope="col";for(let l of n.slice(0,w)){let c=i("tr");c.style.
cursor="default";for(let u of l)c.append(i("td","",Z(u)));s.rows.append(c)}let a=n.length>w?`The first ${w} of ${n.length} rows. `:"";e.replaceChildren(i("div",
"dsv-note",a+(r??"")),s.table),t.root.drawnTable={columns:o,rows:n.length}}function Z(t){return typeof t=="number"?Number.isInteger(t)?String(t):P(t,4):String(t??
"–")}var tt="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",et={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},ot={expert:-1,entry:-1,hover_entry:-1},nt=["SELECT","INPUT","TEX\
TAREA"],I=t=>({initialize:v,render:e=>rt(e,t)});async function rt({model:t,el:e},o){let n=st(o);e.append(n.root);let r=await t.widget_manager.get_model(t.get("s\
election").replace("IPY_MODEL_","")),s=new k(t,r,n,o);return s.own=o.build(s),o.listen?.(s),s.redraw(),()=>s.clean()}function st({title:t,aria:e}){let o=i("div",
"dsv");o.tabIndex=0,o.setAttribute("role","group"),o.setAttribute("aria-label",e);let n=i("div","dsv-head"),r=i("span","dsv-facts");r.setAttribute("aria-live","\
polite"),n.append(i("span","dsv-title",t),r);let s=i("div","dsv-message"),a=i("div","dsv-body");return o.append(i("div","dsv-gone",tt),n,s,a),{root:o,head:n,facts:r,
message:s,body:a}}var k=class{#o=!1;#n=!1;#s=60;#t;#r;#e=[];constructor(e,o,{root:n,head:r,facts:s,message:a,body:l},c){this.model=e,this.sel=o,this.root=n,this.
head=r,this.facts=s,this.body=l,this.#t=a,this.#r=c,this.own=void 0,this.tabled=c.table?M(this,()=>c.table(this)):null,this.#l(),this.#c()}redraw(){this.#o||this.#n||
(this.#o=!0,requestAnimationFrame(()=>{this.#o=!1,this.#n||this.#i()}))}#i(){let{root:e,model:o,facts:n,body:r}=this;if(!e.clientWidth){this.#s-- >0&&setTimeout(
()=>this.redraw(),50);return}this.#s=60;let s=o.get("message");if(e.classList.toggle("empty",!!s),this.#t.textContent=s,this.#t.style.display=s?"":"none",r.style.
display=s?"none":"",s){n.textContent="";return}if(!this.tabled?.())try{this.#r.draw(this)}catch(a){this.#t.style.display="",this.#t.textContent=`This view could\
 not be drawn: ${a}`,console.error(a)}}pick(e){let o=e.layer!==void 0&&e.layer!==this.sel.get("layer");this.#a(Object.entries({...o?ot:{},...e})),this.sel.save_changes()}hover(e){
let o=Object.entries(e).filter(([n,r])=>this.sel.get(n)!==r);this.#a(o),o.some(([n])=>n==="hover_entry")&&this.sel.save_changes()}#a(e){for(let[o,n]of e)this.sel.
set(o,n)}tell(e,o){this.model.set(e,o),this.model.save_changes()}listen(e,o,n,r){e.addEventListener(o,n,r),this.#e.push(()=>e.removeEventListener(o,n,r))}#l(){let{
model:e,sel:o,root:n}=this,r=()=>this.redraw(),s=(u,h,_)=>{u.on(h,_),this.#e.push(()=>u.off(h,_))};s(e,"change",r),s(e,"msg:custom",r),s(o,"change",r);let a=()=>n.
classList.toggle("gone",o.comm_live===!1);a(),s(o,"comm_live_update",a);let l=new MutationObserver(()=>{r(),setTimeout(r,400)});l.observe(document.body,{attributes:!0,
attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let c=new ResizeObserver(r);c.observe(n),this.#e.push(()=>l.disconnect(),()=>c.disconnect())}#c(){
this.listen(this.root,"focusin",at,!0),this.listen(this.root,"keydown",e=>{if(nt.includes(e.target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let o=e.key===
"Escape"?()=>this.pick(et):this.#r.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){this.#n=!0;for(let e of this.#e)e();this.root.remove()}},
at=t=>{t.target.dataset.lmSuppressShortcuts="true"};function L(){let t=i("select");t.setAttribute("aria-label","discover something in this run"),t.title="Places in this run that answer a question";let e=i("div","\
dsv-toolbar-card");return e.setAttribute("role","region"),e.setAttribute("aria-label","discovery"),e.hidden=!0,{select:t,card:e,open:"",chosen:null,shown:""}}var D=t=>t.
model.get("discoveries");function U(t){let{discover:e}=t.own;t.listen(e.select,"change",()=>{let o=D(t).find(n=>n.name===e.select.value);e.select.value="",o&&it(
t,o)}),t.listen(e.card,"click",o=>{let n=o.target.closest("button");n&&(n.dataset.close?e.open="":e.chosen=Number(n.dataset.choice),t.redraw())})}function it(t,e){
let{discover:o}=t.own;o.open=e.name,o.chosen=null,e.link&&lt(t,e.link),t.redraw(),setTimeout(()=>o.card.querySelector("button")?.focus(),60)}function lt(t,e){t.
model.get("kernel")===!1?location.hash=`#${e}`:t.model.send({discover:e})}function W(t){let{discover:e}=t.own,{select:o,card:n}=e,r=D(t),s=r.map(c=>c.name).join();
o.dataset.options!==s&&(o.replaceChildren(p("","Discover …"),...r.map(c=>p(c.name,c.title))),o.dataset.options=s),o.style.display=r.length?"":"none";let a=r.find(
c=>c.name===e.open);n.hidden=!a;let l=`${JSON.stringify(a)} ${e.chosen}`;a&&e.shown!==l&&ct(n,a,e.chosen),e.shown=l}function ct(t,e,o){let n=i("button","dsv-sma\
ll","×");if(n.type="button",n.dataset.close="yes",n.title="Close",n.setAttribute("aria-label","close the discovery"),t.replaceChildren(i("b","",e.title)," ",i(
"span","",e.missing??e.question??"")),!e.missing){let r=i("div","dsv-toolbar-choices");(e.choices??[]).forEach((a,l)=>{let c=i("button","dsv-small",a);c.type="b\
utton",c.dataset.choice=String(l),o!==null&&l===e.answer&&(c.classList.add("right"),c.textContent=`✓ ${a}`),l===o&&c.setAttribute("aria-pressed","true"),r.append(
c)}),t.append(r);let s=i("p","dsv-toolbar-reveal",o===null?"":dt(e,o));s.setAttribute("role","status"),t.append(s)}t.append(n)}var dt=(t,e)=>`${e===t.answer?"Ye\
s.":"Look again:"} ${t.reveal??""}`;var pt=25,ut=[[pt,"as fast as it goes"],[10,"10 tokens a second"],[4,"4 tokens a second"],[1,"1 token a second"]];function T(t,e){let o=i("button","dsv-small",t);
return o.type="button",o.title=e,o.setAttribute("aria-label",e),o}function B(){let t=i("span","dsv-toolbar-part"),e=T("▶ Replay","Watch this run again, token \
by token, from the end of the prompt"),o=T("⏭","One token, then wait"),n=T("⏹","End the replay and show the whole text"),r=i("select");r.setAttribute("aria-\
label","pace of the replay"),r.title="Pace of the replay; it can be changed while it goes on",r.append(...ut.map(([l,c])=>p(String(l),c))),r.value="4";let s=i("\
input");s.type="range",s.min="0",s.setAttribute("aria-label","token that was written last"),s.title="Go to a moment of the run";let a=i("span","dsv-toolbar-word\
s");return a.setAttribute("role","status"),a.setAttribute("aria-live","off"),t.append(e,o,n,r,s,a),{row:t,play:e,step:o,stop:n,pace:r,slider:s,words:a,at:-1,timer:null}}
function z(t,e,o){return t>=0&&t<o-1?t:e<o?Math.max(0,e-1):0}function j(t){let{play:e,step:o,stop:n,pace:r,slider:s}=t.own.replay;t.listen(e,"click",()=>t.own.replay.
timer===null?ft(t):m(t)),t.listen(o,"click",()=>{m(t),K(t)}),t.listen(n,"click",()=>E(t)),t.listen(r,"change",()=>{t.own.replay.timer!==null&&N(t)}),t.listen(s,
"input",()=>{m(t),g(t,Number(s.value))})}function ft(t){let{replay:e}=t.own;e.at===-1&&g(t,z(t.sel.get("token"),t.model.get("prompt"),t.model.get("total"))),N(t),
t.redraw()}function N(t){let{replay:e}=t.own;e.timer!==null&&clearTimeout(e.timer),e.timer=setTimeout(()=>{e.timer=null,t.root.isConnected&&(K(t)?N(t):t.redraw())},
1e3/Number(e.pace.value))}function K(t){let{replay:e}=t.own,{model:o,sel:n}=t,r=e.at===-1?z(n.get("token"),o.get("prompt"),o.get("total")):e.at+1;return r>=o.get(
"total")?!1:(g(t,r),r<o.get("total")-1)}function g(t,e){let o=$(e,0,t.model.get("total")-1);t.own.replay.at=o,t.pick({token:o,written:o}),t.redraw()}function m(t){
let{replay:e}=t.own;e.timer!==null&&clearTimeout(e.timer),e.timer=null,t.redraw()}function E(t){m(t),t.own.replay.at=-1,t.pick({written:-1})}function H(t){let{replay:e}=t.
own,{play:o,step:n,stop:r,slider:s,words:a}=e,l=t.model.get("total"),c=t.model.get("growing");c&&e.at!==-1&&E(t),e.at!==-1&&t.sel.get("token")!==e.at&&(t.sel.get(
"token")<0?E(t):g(t,t.sel.get("token")));let u=e.timer!==null;for(let h of[o,n,s])h.disabled=c||l<2;r.disabled=e.at===-1,o.textContent=u?"⏸ Pause":e.at===-1?"\
▶ Replay":"▶ Continue",s.max=String(Math.max(0,l-1)),s.value=String(e.at===-1?l-1:e.at),a.textContent=e.at===-1?"":`replay: token ${e.at} of ${l-1}`}var A=8,b=2,ht="align-items background-color background-image border-bottom border-collapse border-left border-radius border-right border-spacing border-top bot\
tom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float font-family font-size font-style font-variant-numeric f\
ont-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style margin max-width min-height min-width opacity outline ove\
rflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layout text-align text-anchor text-decoration text-indent text-overflow top\
 transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");function O(t){let e=Math.ceil(Math.max(t.scrollWidth,t.offsetWidth))+2*A,
o=Math.ceil(Math.max(t.scrollHeight,t.offsetHeight))+2*A,n=t.cloneNode(!0);S(t,n),Object.assign(n.style,{height:"auto",maxHeight:"none",overflow:"visible",outline:"\
none"});let r=getComputedStyle(t).backgroundColor,s=i("div");s.setAttribute("xmlns","http://www.w3.org/1999/xhtml"),s.style.cssText=`padding:${A}px;box-sizing:b\
order-box;width:${e}px;height:${o}px;background:${r}`,s.append(n);let a=new XMLSerializer().serializeToString(s);return{text:`<svg xmlns="http://www.w3.org/2000\
/svg" width="${e}" height="${o}" viewBox="0 0 ${e} ${o}"><foreignObject x="0" y="0" width="${e}" height="${o}">${a}</foreignObject></svg>`,width:e,height:o}}function S(t,e){
let o=getComputedStyle(t),n=e.style;for(let a of ht)n.setProperty(a,o.getPropertyValue(a));e.removeAttribute("class"),e.removeAttribute("id");let[r,s]=[[...t.children],
[...e.children]];r.forEach((a,l)=>{if(a instanceof HTMLCanvasElement)s[l].replaceWith(mt(a));else if(a instanceof HTMLSelectElement){let c=i("span","",a.selectedOptions[0]?.
textContent??"");s[l].replaceWith(c),S(a,c)}else getComputedStyle(a).display==="none"?s[l].remove():S(a,s[l])})}function mt(t){let e=i("img");e.src=t.width&&t.height?
t.toDataURL("image/png"):"";let o=getComputedStyle(t);for(let n of["position","left","top","width","height","margin","display"])e.style.setProperty(n,o.getPropertyValue(
n));return e}async function V(t){let{text:e,width:o,height:n}=O(t),r=new Image;r.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(e)}`,await r.decode();
let s=i("canvas");s.width=o*b,s.height=n*b;let a=s.getContext("2d");a.scale(b,b),a.drawImage(r,0,0);let l=await new Promise(c=>s.toBlob(c,"image/png"));if(!l)throw new Error(
"This browser could not make a PNG of the view; take the SVG.");return new Uint8Array(await l.arrayBuffer())}var gt="Copies where you are in this run: view, token, layer",bt=[["link","copy the link",!1],["png","picture of the view in front (PNG)",!1],["svg","picture of\
 the view in front (SVG)",!1],["page","whole run as a page (HTML)",!0],["trace","trace with all numbers (.zarr.zip)",!0]];function F(){let t=i("span","dsv-toolb\
ar-part"),e=i("select");e.setAttribute("aria-label","share this run"),e.title=`Files are written beside the notebook. ${gt}`,t.append(e);let o=i("div","dsv-tool\
bar-said");return o.setAttribute("role","status"),{row:t,select:e,said:o,answered:0}}function G(t){let{select:e}=t.own.share;t.listen(e,"change",()=>{let o=e.value;
e.value="",f(t,""),yt(t,o).catch(n=>f(t,`⚠ ${n.message??n}`))})}async function yt(t,e){let o=t.model.get("kernel")===!1;if(e==="png"||e==="svg"){let n=xt(t);if(!n)
throw new Error("No view is in front; open one, then take its picture.");let r=n.querySelector(".dsv-title")?.textContent??"view",s=e==="svg"?new TextEncoder().
encode(O(n).text):await V(n);o?wt(s,`${r}.${e}`,e==="svg"?"image/svg+xml":"image/png"):t.model.send({share:"picture",kind:e,title:r},void 0,[s.buffer])}else e===
"link"&&o?await q(t,location.href):t.model.send({share:e})}function xt({root:t}){let o=[...(t.closest(".dsv-explorer")??document).querySelectorAll(".dsv")].filter(
r=>r.offsetParent&&r!==t),n=o.filter(r=>r.closest(".widget-tab-contents, [role=tabpanel]"));return(n.length?n:o).at(-1)}function wt(t,e,o){let n=i("a");n.href=URL.
createObjectURL(new Blob([t],{type:o})),n.download=e,n.click(),setTimeout(()=>URL.revokeObjectURL(n.href),1e4)}async function q(t,e){try{await navigator.clipboard.
writeText(e),f(t,`Copied: ${e}`)}catch{f(t,`The browser does not let a page copy; here it is: ${e}`)}}function f(t,e){t.own.share.said.textContent=e}function Y(t){
let{share:e}=t.own,o=t.model.get("kernel")===!1,n=bt.filter(([,,s])=>!s||t.model.get("can_share"));e.select.style.display=o||t.model.get("can_share")?"":"none",
e.select.options.length!==n.length+1&&e.select.replaceChildren(p("","Share …"),...n.map(([s,a])=>p(s,a)));let r=t.model.get("answer")??{};(r.n??0)<=e.answered||
(e.answered=r.n,r.kind==="link"?q(t,r.text||"(nothing is chosen yet)"):f(t,r.text))}function kt({root:t,head:e,body:o}){t.classList.add("dsv-toolbar"),e.remove();let n=i("div","dsv-toolbar-row"),r=B(),s=L(),a=F();return n.append(r.row,s.select,
a.row),o.append(n,s.card,a.said),{replay:r,discover:s,share:a}}function Tt(t){H(t),W(t),Y(t),t.root.drawn={total:t.model.get("total"),at:t.own.replay.at,playing:t.
own.replay.timer!==null,discoveries:t.model.get("discoveries").length,said:t.own.share.said.textContent}}var Et={title:"Toolbar",aria:"Replay, discoveries and s\
haring of this run.",build:kt,listen:t=>{j(t),U(t),G(t)},draw:Tt},ae=I(Et);export{ae as default};
